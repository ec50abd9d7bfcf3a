using System.Diagnostics;
using Npgsql;

namespace LeadGen.Postgres.Tests;

/// <summary>A data directory for one test or one class, where the account that Postgres gets under root can reach it.</summary>
public sealed class DataDirectory : IDisposable
{
    private const long Plenty = 2_000_000_000;
    private static readonly string Memory = "/dev/shm";

    // In memory it takes half the time. Disks of containers may be tiny there.
    public DataDirectory()
        : this(
            Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Plenty ? Memory : Path.GetTempPath()
        ) { }

    private DataDirectory(string place, string strange = "")
    {
        FullName = Path.Combine(place, $"leadgen-{Path.GetRandomFileName()}{strange}");
        Directory.CreateDirectory(FullName);
    }

    /// <summary>From where programs may be run, which the memory may forbid.</summary>
    public static DataDirectory OnDisk(string strange = "") => new(Path.GetTempPath(), strange);

    public string FullName { get; }
    public string Root => Path.Combine(FullName, "postgres");
    public string Data => Path.Combine(Root, "data");
    public string PidFile => Path.Combine(Data, "postmaster.pid");
    public List<string> Said { get; } = [];

    public EmbeddedPostgresOptions Options =>
        EmbeddedPostgresOptions.In(FullName) with
        {
            Settings = new Dictionary<string, string> { ["fsync"] = "off" }, // a killed process loses nothing by it
            Say = Said.Add,
        };

    public bool IsRunning => File.Exists(PidFile) && Directory.Exists($"/proc/{Postmaster}/cwd/base");

    public int Postmaster => int.Parse(File.ReadLines(PidFile).First(), null);

    public Task<EmbeddedPostgres> StartAsync() =>
        EmbeddedPostgres.StartAsync(Options, TestContext.Current.CancellationToken);

    public void KillPostmaster()
    {
        using var process = Process.GetProcessById(Postmaster);
        process.Kill();
        process.WaitForExit(5000);
    }

    public void Dispose()
    {
        if (IsRunning)
        {
            KillPostmaster();
        }

        Directory.Delete(FullName, recursive: true);
    }
}

internal static class Sql
{
    public static async Task<object?> AskAsync(this EmbeddedPostgres postgres, string sql) =>
        await AskAsync(postgres.ConnectionString, sql);

    public static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
