using System.CommandLine;

namespace LeadGen.Web.Commands;

/// <summary>What can be asked on the command line: <c>dotnet run --project src/LeadGen.Web -- COMMAND</c>.</summary>
public static class Command
{
    /// <summary>A first word that is no option is a command; settings alone start the app.</summary>
    public static bool IsAsked(string[] args) =>
        args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h" or "-?");

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "LeadGen turns visitors into leads and hands the qualified ones to sales. Without a command it serves the app."
        )
        {
            MigrateCommand.Create(),
            ScoreCommand.Create(),
            ApiKeyCommand.Create(),
            UserCommand.Create(),
            ImportCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            PostgresCommand.Create(),
            DemoCommand.Create(),
        };
        var parsed = root.Parse(args);
        return parsed.Errors.Count > 0 ? await WrongUseAsync(parsed) : await parsed.InvokeAsync();
    }

    private static async Task<int> WrongUseAsync(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("See --help.");
        return 2;
    }
}
