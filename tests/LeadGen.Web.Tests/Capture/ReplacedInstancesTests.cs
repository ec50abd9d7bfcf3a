using LeadGen.Testing;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Capture;

/// <summary>Two instances on one database, as in docs/production.md: one after the other is stopped and replaced, and no visitor notices.</summary>
public sealed class ReplacedInstancesTests(Database database) : IClassFixture<Database>
{
    [Fact]
    public async Task Two_instances_are_replaced_one_after_the_other_without_a_request_that_fails()
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows(),
            "A process is told to stop by SIGTERM, which Windows does not have."
        );
        var ledger = new FormLedger("replaced");
        await using (var db = database.Open())
        {
            await ledger.PublishAsync(db);
        }

        var apps = await Task.WhenAll(
            AppProcess.StartAsync(database.ConnectionString),
            AppProcess.StartAsync(database.ConnectionString)
        );
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            using var proxy = new InstanceProxy(() => [.. apps.Select(app => app.Address)]);
            var visits = Task.WhenAll(
                Enumerable.Range(0, 4).Select(visitor => VisitAsync(ledger, proxy, visitor, stop.Token))
            );
            for (var at = 0; at < apps.Length; at++)
            {
                await UntilMoreAsync(ledger, visits);
                using var old = apps[at];
                await old.StopAsync();
                apps[at] = await AppProcess.StartAsync(database.ConnectionString);
            }

            await UntilMoreAsync(ledger, visits);
            await stop.CancelAsync();
            await visits;
            await using var db = database.Open();
            await FormLedger.UntilScoredAsync(db);
        }
        finally
        {
            Array.ForEach(apps, app => app.Dispose());
        }

        Assert.Equal(0, ledger.PutOff);
        await ledger.HoldsAsync(database.Source);
    }

    private static async Task VisitAsync(FormLedger ledger, InstanceProxy proxy, int visitor, CancellationToken stop)
    {
        using var http = proxy.Browser();
        for (var form = 0; !stop.IsCancellationRequested; form++)
        {
            Assert.True(await ledger.SendAsync(http, await ledger.FillAsync(http, $"replaced{visitor}-{form}")));
        }
    }

    private static async Task UntilMoreAsync(FormLedger ledger, Task visits)
    {
        for (var wanted = ledger.Acknowledged + 40; ledger.Acknowledged < wanted; await Task.Delay(10, Cancel))
        {
            if (visits.IsCompleted)
            {
                await visits; // says what it was
            }
        }
    }
}
