using LeadGen.Faults;

// Each row breaks something under an app that serves, holds what visitors were told against the database, and prints what came of it.
Fault[] all =
[
    .. Kills.All,
    .. LostWords.All,
    .. SlowDatabase.All,
    .. FullDisks.All,
    .. FailedSyncs.All,
    .. Instances.All,
    .. Bursts.All,
    .. Imports.All,
    .. SlowClients.All,
];
var chosen =
    args.Length == 0 ? all : [.. all.Where(fault => args.Contains(fault.Row, StringComparer.OrdinalIgnoreCase))];
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync(
        $"usage: dotnet run --project tests/LeadGen.Faults -- [{string.Join('|', all.Select(fault => fault.Row))}]…"
    );
    return 2;
}

Console.WriteLine("| row | provoked how | result |");
Console.WriteLine("| --- | --- | --- |");
var failed = 0;
foreach (var fault in chosen)
{
    string result;
    try
    {
        result = await fault.RunAsync();
    }
    catch (NotHereException e)
    {
        result = "not run: " + e.Message;
    }
    catch (Exception e)
    {
        failed++;
        result = "FAILED: " + e.Message.ReplaceLineEndings(" ");
        await Console.Error.WriteLineAsync(e.ToString());
    }

    Console.WriteLine($"| {fault.Row} | {fault.How} | {result} |");
}

return failed == 0 ? 0 : 1;
