using System.Diagnostics;

namespace LeadGen.Web.Tests;

/// <summary>What a command of the built program did, run as people run it: as a process, on a test's database.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static Task<CommandRun> OfAsync(WebApp app, IEnumerable<string> command, string input = "") =>
        OfAsync(app.ConnectionString, command, input);

    /// <param name="settings">As environment variables, such as <c>("LeadGen__DataDirectory", "…")</c>.</param>
    public static async Task<CommandRun> OfAsync(
        string connectionString,
        IEnumerable<string> command,
        string input = "",
        params (string Name, string Value)[] settings
    )
    {
        var program = typeof(App).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // On a machine that runs all tests at once a connection takes its time.
            Environment =
            {
                ["ConnectionStrings__LeadGen"] =
                    connectionString.Length > 0 ? connectionString + ";Timeout=10" : connectionString,
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new CommandRun(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
