using LeadGen.Testing;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;

namespace LeadGen.Web.Tests.Imports;

/// <summary>Whole real files with the mapping files that the docs ship. Skipped where the data is absent.</summary>
public sealed class RealDataTests(PostgresServer server)
{
    [Fact]
    public async Task X_Education_goes_in_as_a_whole_and_is_scored_and_a_repeat_changes_nothing()
    {
        var file = RealData.File("x-education/leads.csv");
        await using var app = await WebApp.StartAsync(server);
        using var import = ImportRun.Of(app, file, RealData.Map("x-education"));

        var summary = await import.RunAsync();
        await app.ScoredAsync();

        Assert.Equal(new ImportSummary(Created: 6413) { FirstErrors = summary.FirstErrors }, summary);
        Assert.Equal(6413L, await app.CountAsync("leads"));
        Assert.Equal(6413L, await app.CountAsync("lead_scores"));
        Assert.Equal(0L, await app.CountAsync("handoffs"));
        Assert.Equal(0L, await app.CountAsync("accounts"));
        Assert.Equal(2502L, await app.CountAsync("outcomes where result = 'won'"));
        Assert.Equal(2502L, await app.CountAsync("leads where stage = 'customer' and customer_since < '2019-01-01'"));
        Assert.Equal(3 * 2502L, await app.CountAsync("stage_moves where cause = 'person' and actor = 'import'"));
        Assert.Equal(4489L, await app.CountAsync("leads where country = 'IN'"));
        Assert.Equal(1981L + 3, await app.CountAsync("leads where first_touch #>> '{source,name}' = 'Google'"));
        Assert.Equal(3853L, await app.CountAsync("touchpoints where kind = 'form_submitted'"));
        Assert.Equal(
            0L,
            await app.CountAsync("leads where facts::text like '%Asymmetrique%' or facts::text like '%Will revert%'")
        );
        var before = await app.DigestsAsync();

        var again = await import.RunAsync();

        Assert.Equal(6413, again.Unchanged);
        Assert.Equal(before, await app.DigestsAsync());
    }

    [Fact]
    public async Task Olist_goes_in_and_its_deals_find_their_leads()
    {
        await using var app = await WebApp.StartAsync(server);
        using var leads = ImportRun.Of(
            app,
            RealData.File("olist/marketing_qualified_leads.csv"),
            RealData.Map("olist")
        );
        using var deals = ImportRun.Of(app, RealData.File("olist/closed_deals.csv"), RealData.Map("olist-deals"));

        Assert.Equal((5565, 0), ((await leads.RunAsync()).Created, (await leads.RunAsync()).Rejected));
        var closed = await deals.RunAsync();

        Assert.Equal((580, 0), (closed.Updated + closed.Created, closed.Rejected));
        Assert.Equal(580L, await app.CountAsync("leads where stage = 'customer'"));
    }
}
