using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadGen.Postgres;

/// <summary>A folder with initdb, pg_ctl and postgres in it, and the account they run as.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Major, string? Account)
{
    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Null where they are incomplete, or do not run here (other processor, no right to).</summary>
    public static async Task<PostgresPrograms?> AtAsync(string? folder, string? account, CancellationToken cancel)
    {
        if (
            folder is null
            || !Needed.All(p => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? p + ".exe" : p)))
        )
        {
            return null;
        }

        var programs = new PostgresPrograms(folder, 0, account);
        try
        {
            var start = programs.Start("postgres", Path.GetPathRoot(folder)!, "--version");
            var (_, output) = await Child.RunAsync(start, cancel);
            var major = int.Parse(Number().Match(output).Value, CultureInfo.InvariantCulture);
            return programs with { Major = major };
        }
        catch (Exception e) when (e is Win32Exception or FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <exception cref="EmbeddedPostgresException">It could not be run, or ended with an error.</exception>
    public async Task RunAsync(string program, ServerFolder folder, string[] arguments, CancellationToken cancel)
    {
        var start = Start(program, folder.Root, arguments);
        var starter = program == "pg_ctl"; // what it starts shall stay, and on Windows would inherit the pipe for good
        var (code, output) = await RunAsync(start, !(starter && OperatingSystem.IsWindows()), starter, cancel);
        if (code != 0)
        {
            throw new EmbeddedPostgresException($"{program} of {Folder} ended with {code}. {output}");
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(
        ProcessStartInfo start,
        bool reads,
        bool gently,
        CancellationToken cancel
    )
    {
        try
        {
            return await Child.RunAsync(start, cancel, reads, gently);
        }
        catch (Win32Exception e)
        {
            throw new EmbeddedPostgresException($"{start.FileName} could not be run: {e.Message}", e);
        }
    }

    private ProcessStartInfo Start(string program, string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder, program), arguments) { WorkingDirectory = workingFolder };
        if (Account is not null)
        {
            start.UserName = Account;
        }

        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name); // meant for other servers
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
