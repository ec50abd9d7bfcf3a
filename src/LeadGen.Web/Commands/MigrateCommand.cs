namespace LeadGen.Web.Commands;

public static class MigrateCommand
{
    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command(
            "migrate",
            "Bring the database up to date. Safe while the app serves."
        );
        command.SetAction((_, cancel) => CommandHost.RunAsync((_, _) => Task.FromResult(0), cancel));
        return command;
    }
}
