using System.Collections.Concurrent;
using LeadGen.Testing;
using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>Two instances of the app on one Postgres.</summary>
internal static class Instances
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(70);
    private const int Rounds = 6;

    public static readonly Fault[] All =
    [
        new(
            "F18",
            "three instances start at once on an empty database, and four times `migrate` runs beside them, two at once, while eight visitors fill forms",
            MigrateAsync
        ),
        new(
            "F19",
            $"one of two instances is frozen (SIGSTOP) for {Frozen.TotalSeconds:N0} s amid posts, longer than its locks and leases last, and goes on",
            FreezeAsync
        ),
        new(
            "F21",
            $"two instances are stopped (SIGTERM) and replaced in turn, {Rounds} times, while eight visitors fill forms through a proxy's rules",
            RollAsync
        ),
    ];

    private static async Task<string> MigrateAsync()
    {
        await using var rig = await Rig.StartAsync();
        var apps = await rig.AppsAsync(3);
        try
        {
            using var stop = new CancellationTokenSource();
            var visits = rig.Ledger.VisitAsync(apps[0].Address, new TaskCompletionSource(), stop.Token);
            await rig.UntilMoreAsync(50, visits);
            for (var time = 0; time < 2; time++)
            {
                await Task.WhenAll(
                    AppProcess.CommandAsync(rig.ConnectionString, ["migrate"]),
                    AppProcess.CommandAsync(rig.ConnectionString, ["migrate"])
                );
            }

            await rig.UntilMoreAsync(50, visits);
            await stop.CancelAsync();
            await visits;
            foreach (var app in apps)
            {
                using var http = FormLedger.Browser(app.Address);
                Assert.True(await rig.Ledger.SendAsync(http, await rig.Ledger.FillAsync(http)));
            }

            Assert.Equal(0, rig.Ledger.PutOff);
            return $"{await rig.HoldsAsync()}; nobody was asked to wait";
        }
        finally
        {
            foreach (var app in apps)
            {
                app.Dispose();
            }
        }
    }

    private static async Task<string> FreezeAsync()
    {
        await using var rig = await Rig.StartAsync();
        using var one = await rig.AppAsync();
        using var two = await rig.AppAsync();
        using var stop = new CancellationTokenSource();
        var atOne = rig.Ledger.VisitAsync(one.Address, new TaskCompletionSource(), stop.Token);
        var atTwo = rig.Ledger.VisitAsync(two.Address, new TaskCompletionSource(), stop.Token);
        await rig.UntilMoreAsync(100, atTwo);
        await one.FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        var during = rig.Ledger.Acknowledged;
        await Task.Delay(Frozen);
        during = rig.Ledger.Acknowledged - during;
        Assert.True(during > 100, "The other instance did not go on.");
        await one.ThawAsync();
        await rig.UntilMoreAsync(100, atOne);
        await stop.CancelAsync();
        await Task.WhenAll(atOne, atTwo);
        return $"{await rig.HoldsAsync()}; the other took {during:N0} meanwhile";
    }

    private static async Task<string> RollAsync()
    {
        await using var rig = await Rig.StartAsync();
        var apps = new ConcurrentDictionary<int, AppProcess> { [0] = await rig.AppAsync(), [1] = await rig.AppAsync() };
        try
        {
            using var stop = new CancellationTokenSource();
            using var proxy = new InstanceProxy(() =>
                [.. apps.OrderBy(app => app.Key).Select(app => app.Value.Address)]
            );
            var visits = Task.WhenAll(
                Enumerable.Range(0, 8).Select(visitor => VisitorAsync(rig, proxy, visitor, stop.Token))
            );
            for (var round = 0; round < Rounds; round++)
            {
                var old = apps[round % 2];
                await rig.UntilMoreAsync(50, visits);
                await old.StopAsync();
                apps[round % 2] = await rig.AppAsync();
                old.Dispose();
            }

            await rig.UntilMoreAsync(50, visits);
            await stop.CancelAsync();
            await visits;
            return $"{await rig.HoldsAsync()}; {proxy.Asked:N0} requests, 0 failed, {proxy.Moved} of them were given to the other instance";
        }
        finally
        {
            foreach (var app in apps.Values)
            {
                app.Dispose();
            }
        }
    }

    private static async Task VisitorAsync(Rig rig, InstanceProxy proxy, int visitor, CancellationToken stop)
    {
        using var http = proxy.Browser();
        for (var form = 0; !stop.IsCancellationRequested; form++)
        {
            Assert.True(
                await rig.Ledger.SendAsync(http, await rig.Ledger.FillAsync(http, $"roll{visitor}-{form}")),
                "A visitor was asked to wait."
            );
        }
    }
}
