using LeadGen.Testing;
using LeadGen.Web.Demo;
using LeadGen.Web.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Scoring;

public sealed class RescoreOrderTests(PostgresServer server)
{
    [Fact]
    public async Task What_a_lead_just_did_is_scored_before_an_import_that_came_earlier()
    {
        await using var app = await WebApp.StartAsync(server);
        const int Waiting = RescoreRoad.BatchSize + 50;
        var cancel = TestContext.Current.CancellationToken;
        await app.Services.GetRequiredService<DemoSeed>().RunAsync(Waiting, app.Clock.GetUtcNow(), null, cancel);
        await app.ScoredAsync();
        await app.ScalarAsync("delete from leadgen.lead_scores");

        // Ids in the order of the leads' own, so that the one that moves is asked for last.
        await app.ScalarAsync(
            """
            insert into leadgen.rescore_requests (id, lead_id, cause, moves)
            select ('00000000-0000-7000-8000-' || lpad(row_number() over (order by id)::text, 12, '0'))::uuid, id, 'touchpoint',
                row_number() over (order by id desc) = 1
            from leadgen.leads
            """
        );
        await app.ScoredAsync();

        Assert.Equal((long)Waiting, await app.CountAsync("lead_scores"));
        Assert.True(
            (bool)
                (
                    await app.ScalarAsync(
                        """
                        select (select scored_at from leadgen.lead_scores order by lead_id desc limit 1) = min(scored_at) and min(scored_at) < max(scored_at)
                        from leadgen.lead_scores
                        """
                    )
                )!
        );
    }
}
