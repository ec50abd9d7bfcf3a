using LeadGen.Testing;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Capture;

/// <summary>An answer of success means that the lead is on disk, once, whole, with its follow-up work. Whatever is killed when.</summary>
public sealed class KilledAppTests(Database database) : IClassFixture<Database>
{
    [Fact]
    public async Task Kills_of_the_app_amid_posts_lose_no_acknowledged_lead_and_double_none()
    {
        var kills = FormLedger.Times("LEADGEN_APP_KILLS", usual: 25);
        await using var db = database.Open();
        var ledger = new FormLedger("killed-app");
        await ledger.PublishAsync(db);
        for (var kill = 0; kill < kills; kill++)
        {
            using var app = await AppProcess.StartAsync(database.ConnectionString);
            var begun = new TaskCompletionSource();
            var visits = ledger.VisitAsync(app.Address, begun, Cancel);
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(30 + kill % 25 * 17), Cancel);
            await app.KillAsync();
            await visits;
            ledger.Reopen();
        }

        using (await AppProcess.StartAsync(database.ConnectionString))
        {
            await FormLedger.UntilScoredAsync(db);
        }

        Assert.True(ledger.Acknowledged >= kills, $"Only {ledger.Acknowledged} were acknowledged.");
        await ledger.HoldsAsync(database.Source);
    }
}
