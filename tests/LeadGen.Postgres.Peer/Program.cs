// A process that uses a private Postgres as an app does, so that tests can have several of them, and kill them.
// Arguments: data directory, folder of programs (may be absent). It leaves on SIGTERM, on SIGINT and when its input ends.
using System.Runtime.InteropServices;
using LeadGen.Postgres;

using var leave = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
_ = Task.Run(() =>
{
    while (Console.ReadLine() is not null) { }

    leave.Cancel();
});

var options = EmbeddedPostgresOptions.In(args[0]) with
{
    ProgramFolder = args.ElementAtOrDefault(1),
    Settings = new Dictionary<string, string> { ["fsync"] = "off" },
    Say = text => Console.WriteLine("say " + text),
};
try
{
    await using (var postgres = await EmbeddedPostgres.StartAsync(options, leave.Token))
    {
        Console.WriteLine("ready " + postgres.ConnectionString);
        await Task.Delay(Timeout.Infinite, leave.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    Console.WriteLine("left");
    return 0;
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled");
    return 0;
}
catch (EmbeddedPostgresException e)
{
    Console.WriteLine("failed " + e.Message.ReplaceLineEndings(" "));
    return 1;
}

void Leave(PosixSignalContext context)
{
    context.Cancel = true;
    leave.Cancel();
}
