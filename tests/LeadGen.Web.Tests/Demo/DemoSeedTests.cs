using LeadGen.Testing;
using LeadGen.Web.Demo;
using LeadGen.Web.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Demo;

public sealed class DemoSeedTests(PostgresServer server)
{
    private static readonly DateTimeOffset Day = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_same_number_and_day_give_the_same_rows_and_a_repeat_adds_nothing()
    {
        await using var app = await WebApp.StartAsync(server);
        await using var other = await WebApp.StartAsync(server);

        Assert.Equal(2000, await SeedAsync(app, 2000));
        await app.ScoredAsync();
        var rows = await app.DigestsAsync();
        Assert.Equal(0, await SeedAsync(app, 2000));
        Assert.Equal(0, await SeedAsync(app, 700));
        await SeedAsync(other, 2000);

        Assert.Equal(rows, await app.DigestsAsync());
        Assert.Equal(rows, await other.DigestsAsync());
        Assert.Equal(2000L, await app.CountAsync("leads where first_touch #>> '{source,name}' = 'demo'"));
        Assert.Equal(20_000L, await app.CountAsync("touchpoints"));
        Assert.Equal(
            0L,
            await app.CountAsync($"touchpoints where occurred_at > '{Day:O}' or recorded_at <> occurred_at")
        );
    }

    [Fact]
    public async Task All_are_scored_nobody_is_handed_over_and_the_scores_can_be_remade_to_the_last_digit()
    {
        await using var app = await WebApp.StartAsync(server);
        var rebuild = app.Services.GetRequiredService<ScoreRebuild>();
        // As of today, so that there is engagement that has not faded.
        await SeedAsync(app, 2000, app.Clock.GetUtcNow());
        await app.ScoredAsync();

        var digest = await rebuild.DigestAsync(Cancel);
        await rebuild.RunAsync(null, Cancel);

        Assert.Equal(digest, await rebuild.DigestAsync(Cancel));
        Assert.Equal(2000L, await app.CountAsync("lead_scores"));
        Assert.Equal(0L, await app.CountAsync("handoffs"));
        Assert.InRange(await app.CountAsync("lead_scores where ready"), 1, 300);
        Assert.InRange(await app.CountAsync("outcomes where result = 'won'"), 20, 100);
        Assert.Equal(0L, await app.CountAsync("stage_moves where cause <> 'person' or actor <> 'demo'"));
    }

    [Fact]
    public async Task More_leads_later_come_on_top()
    {
        await using var app = await WebApp.StartAsync(server);

        Assert.Equal(300, await SeedAsync(app, 300));
        Assert.Equal(500, await SeedAsync(app, 800));
        Assert.Equal(8000L, await app.CountAsync("touchpoints"));
    }

    [Fact]
    public async Task A_first_start_with_a_demo_finds_leads_a_queue_and_a_customer_once()
    {
        await using var app = await WebApp.StartAsync(server, ("LeadGen:Demo", "true"));
        await app.ScoredAsync();

        Assert.Equal(61L, await app.CountAsync("leads"));
        Assert.Equal(
            "mql 2, pql 1, sql 3",
            await app.ScalarAsync(
                """
                select string_agg(kind || ' ' || n, ', ' order by kind)
                from (select kind, count(*) as n from leadgen.handoffs where state = 'open' group by kind) h
                """
            )
        );
        Assert.InRange(await app.CountAsync("leads where stage = 'customer'"), 1, 10);
        Assert.Equal(
            0L,
            await app.CountAsync(
                "touchpoints t where offer is not null and not exists (select from leadgen.offers o where o.slug = t.offer)"
            )
        );

        await app.Services.GetRequiredService<DemoStart>().RunAsync(Cancel);
        Assert.Equal(61L, await app.CountAsync("leads"));
    }

    [Fact]
    public async Task Who_asks_for_no_demo_gets_none()
    {
        await using var app = await WebApp.StartAsync(server);

        Assert.Equal(0L, await app.CountAsync("leads"));
        Assert.Equal(0L, await app.CountAsync("settings where key = 'demo_leads'"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<long> SeedAsync(WebApp app, long leads, DateTimeOffset? asOf = null) =>
        app.Services.GetRequiredService<DemoSeed>().RunAsync(leads, asOf ?? Day, null, Cancel);
}
