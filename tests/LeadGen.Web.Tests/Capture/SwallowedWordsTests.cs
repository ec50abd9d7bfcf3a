using LeadGen.Testing;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Capture;

/// <summary>The network to Postgres swallows all that is said, and no connection breaks: nobody waits for what never comes.</summary>
public sealed class SwallowedWordsTests(Database database) : IClassFixture<Database>
{
    /// <summary>Longer than anybody is let wait, shorter than it takes to find out that a connection is dead.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_visitor_is_asked_to_send_the_form_again_and_it_counts_once()
    {
        var ledger = new FormLedger("swallowed");
        await using (var db = database.Open())
        {
            await ledger.PublishAsync(db);
        }

        await using var wire = new LossyWire(database.ConnectionString);
        using var app = await AppProcess.StartAsync(wire.ConnectionString);
        using var http = FormLedger.Browser(app.Address);
        http.Timeout = Longest;
        var form = await ledger.FillAsync(http, "swallowed");

        wire.Script = (_, _) => Loss.OfWords;
        Assert.False(await ledger.SendAsync(http, form));
        // The page is as it was last read, and nobody waits for a newer one.
        await ledger.FillAsync(http, "next");

        wire.Script = (_, _) => Loss.None;
        while (!await ledger.SendAsync(http, form))
        {
            await Task.Delay(50, Cancel); // what was open is found to be dead one by one
        }

        await using (var db = database.Open())
        {
            await FormLedger.UntilScoredAsync(db);
        }

        await ledger.HoldsAsync(database.Source);
    }
}
