namespace LeadGen.Postgres;

public sealed record EmbeddedPostgresOptions
{
    /// <summary>Made if it is not there. The connection string leads to it.</summary>
    public string Database { get; init; } = "leadgen";

    /// <summary>The folder of the server and its data: its own, nothing else may be in it.</summary>
    public string Root { get; init; } = Path.Combine(DefaultDataDirectory, "postgres");

    /// <summary>Where programs fetched by npm are kept. Servers may share it.</summary>
    public string ProgramCache { get; init; } = Path.Combine(DefaultDataDirectory, "postgres-18");

    /// <summary>The folder with initdb, pg_ctl and postgres; null looks where installers put them.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>Lines of postgresql.conf. They hold when this process starts the server, not when it joins one.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Takes one line for people before each step that may last.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Root's home is closed to the account Postgres runs as, so root's servers live where services do.</summary>
    public static string DefaultDataDirectory { get; } =
        !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess
            ? "/var/lib/leadgen"
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify
                ),
                "leadgen"
            );

    /// <summary>For tests only: nothing survives a power cut, everything is faster.</summary>
    public static IReadOnlyDictionary<string, string> Throwaway { get; } =
        new Dictionary<string, string>
        {
            ["fsync"] = "off",
            ["full_page_writes"] = "off",
            ["synchronous_commit"] = "off",
            ["max_connections"] = "200",
            ["autovacuum"] = "off",
            ["wal_level"] = "minimal",
            ["max_wal_senders"] = "0",
            ["jit"] = "off",
        };

    /// <summary>The server and the fetched programs of one data directory.</summary>
    public static EmbeddedPostgresOptions In(string dataDirectory) =>
        new()
        {
            Root = Path.Combine(dataDirectory, "postgres"),
            ProgramCache = Path.Combine(dataDirectory, "postgres-18"),
        };
}
