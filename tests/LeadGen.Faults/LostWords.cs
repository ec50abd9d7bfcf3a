using System.Diagnostics;
using System.Net;
using LeadGen.Testing;
using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>What is said to Postgres, or what it answers, gets lost on the way.</summary>
internal static class LostWords
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly int Cuts = FormLedger.Times("LEADGEN_CUTS", usual: 100);

    public static readonly Fault[] All =
    [
        new("F4", $"the answer to the commit of a form is lost with its connection, {Cuts} times", CommitAsync),
        new("F23", "the network swallows all that is said to Postgres, and no connection breaks", SwallowAsync),
    ];

    private static async Task<string> CommitAsync()
    {
        await using var rig = await Rig.StartAsync();
        await using var wire = new LossyWire(rig.ConnectionString);
        using var app = await rig.AppAsync(wire.ConnectionString);
        using var http = FormLedger.Browser(app.Address);
        for (var cut = 0; cut < Cuts; cut++)
        {
            var who = $"cut{cut}-";
            var form = await rig.Ledger.FillAsync(http, who);
            var losses = wire.Losses;
            wire.Script = Once(who);
            Assert.False(await rig.Ledger.SendAsync(http, form), "What was cut off was acknowledged.");
            Assert.Equal(losses + 1, wire.Losses);
            wire.Script = (_, _) => Loss.None;
            Assert.True(await rig.Ledger.SendAsync(http, form), "What was sent again was refused.");
        }

        return await rig.HoldsAsync();
    }

    /// <summary>The rows of this visitor, which come with their commit.</summary>
    private static Func<int, string, Loss> Once(string who)
    {
        var lost = 0;
        return (_, said) =>
            said.Contains(who, StringComparison.Ordinal) && Interlocked.Exchange(ref lost, 1) == 0
                ? Loss.OfConnection
                : Loss.None;
    }

    private static async Task<string> SwallowAsync()
    {
        await using var rig = await Rig.StartAsync();
        await using var wire = new LossyWire(rig.ConnectionString);
        using var app = await rig.AppAsync(wire.ConnectionString);
        using var http = FormLedger.Browser(app.Address);
        http.Timeout = TimeSpan.FromMinutes(2);
        using var other = FormLedger.Browser(app.Address);
        var form = await rig.Ledger.FillAsync(http, "swallowed");
        wire.Script = (_, _) => Loss.OfWords;
        var sent = Stopwatch.StartNew();
        var asking = AskAsync(other, "/healthz/ready");
        Assert.False(await rig.Ledger.SendAsync(http, form), "What was never said was acknowledged.");
        var refused = sent.Elapsed;
        Assert.InRange(refused, TimeSpan.Zero, Longest);
        var (ready, readyTook) = await asking;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        Assert.InRange(readyTook, TimeSpan.Zero, Longest);
        var (page, pageTook) = await AskAsync(other, "/offers/faults");
        Assert.Equal(HttpStatusCode.OK, page);
        Assert.InRange(pageTook, TimeSpan.Zero, Longest);
        wire.Script = (_, _) => Loss.None;
        var back = Stopwatch.StartNew();
        while (!await rig.Ledger.SendAsync(http, form))
        {
            Assert.True(back.Elapsed < TimeSpan.FromMinutes(2), "It does not heal.");
            await Task.Delay(100);
        }

        return $"{await rig.HoldsAsync()}; the visitor was asked to wait after {refused.TotalSeconds:N0} s, /healthz/ready said no after {readyTook.TotalSeconds:N0} s, the page stood after {pageTook.TotalSeconds:N1} s, and a form was taken {back.Elapsed.TotalSeconds:N0} s after it had healed";
    }

    private static async Task<(HttpStatusCode Status, TimeSpan Took)> AskAsync(HttpClient http, string path)
    {
        var since = Stopwatch.StartNew();
        using var answer = await http.GetAsync(path);
        return (answer.StatusCode, since.Elapsed);
    }
}
