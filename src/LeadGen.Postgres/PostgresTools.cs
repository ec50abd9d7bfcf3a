using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace LeadGen.Postgres;

/// <summary>They are not on this machine. The message is for the person who asked for them.</summary>
public sealed class PostgresToolsException(string message) : Exception(message);

/// <summary>The client programs that write and read dumps, of one version: pg_dump, pg_restore and psql.</summary>
public sealed partial record PostgresTools(string Folder, int Major)
{
    private static readonly string[] Needed = ["pg_dump", "pg_restore", "psql"];

    /// <summary>Those of the server's own version if they are there, else the next newer ones: older ones cannot read it.</summary>
    /// <exception cref="PostgresToolsException">There are none. The message says what to install.</exception>
    public static async Task<PostgresTools> FindAsync(int serverMajor, CancellationToken cancel)
    {
        var found = new List<PostgresTools>();
        foreach (var folder in ProgramSearch.Installed().Distinct().Where(HasAll))
        {
            if (await MajorOfAsync(folder, cancel) is { } major)
            {
                found.Add(new PostgresTools(folder, major));
            }
        }

        return Choose(found, serverMajor) ?? throw new PostgresToolsException(Advice(serverMajor, found));
    }

    internal static PostgresTools? Choose(IEnumerable<PostgresTools> found, int serverMajor) =>
        found.Where(tools => tools.Major >= serverMajor).MinBy(tools => tools.Major);

    /// <summary>To be started against that database; what it needs to come in is in its environment, where other users do not see it.</summary>
    public ProcessStartInfo For(string program, NpgsqlConnectionStringBuilder to, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(FileOf(Folder, program), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment(to))
        {
            if (string.IsNullOrEmpty(value))
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }

    private static Dictionary<string, string?> Environment(NpgsqlConnectionStringBuilder to) =>
        new()
        {
            ["PGHOST"] = to.Host,
            ["PGPORT"] = to.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = to.Username,
            ["PGPASSWORD"] = to.Password,
            ["PGPASSFILE"] = to.Passfile,
            ["PGDATABASE"] = to.Database,
            ["PGSSLMODE"] = to.SslMode switch
            {
                SslMode.VerifyCA => "verify-ca",
                SslMode.VerifyFull => "verify-full",
                _ => to.SslMode.ToString().ToLowerInvariant(),
            },
            ["PGSSLROOTCERT"] = to.RootCertificate,
            ["PGSSLCERT"] = to.SslCertificate,
            ["PGSSLKEY"] = to.SslKey,
            ["PGAPPNAME"] = "LeadGen",
            ["PGCLIENTENCODING"] = "UTF8",
            ["PGOPTIONS"] = null,
            ["PGSERVICE"] = null,
            ["LC_ALL"] = "C",
        };

    private static bool HasAll(string folder) => Needed.All(program => File.Exists(FileOf(folder, program)));

    private static string FileOf(string folder, string program) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    private static async Task<int?> MajorOfAsync(string folder, CancellationToken cancel)
    {
        try
        {
            var ask = new ProcessStartInfo(FileOf(folder, "pg_dump"), ["--version"]);
            var (code, output) = await Child.RunAsync(ask, cancel);
            return code == 0 && int.TryParse(Number().Match(output).Value, CultureInfo.InvariantCulture, out var major)
                ? major
                : null;
        }
        catch (Win32Exception)
        {
            return null; // not for this processor, or not for us
        }
    }

    private static string Advice(int serverMajor, List<PostgresTools> found)
    {
        var others = string.Join(
            ", ",
            found.Select(tools => $"{tools.Major} in {tools.Folder}").DefaultIfEmpty("none")
        );
        return $"""
            The server is Postgres {serverMajor}, and its client programs pg_dump, pg_restore and psql are not on this machine in that version or a newer one (found: {others}).
            Install them, then try again:
              - Debian, Ubuntu: sudo apt install postgresql-client-{serverMajor} (or postgresql-client, if that is new enough)
              - macOS: brew install libpq; Windows: winget install PostgreSQL.PostgreSQL.{serverMajor}
              - in containers: docs/backup.md says how
            """;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
