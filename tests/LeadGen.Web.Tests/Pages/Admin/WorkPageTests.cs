using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Tests.Webhooks;
using LeadGen.Web.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Admin;

public sealed class WorkPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task What_failed_stands_there_with_its_error_and_is_tried_again_by_a_button()
    {
        var lead = await app.LeadAsync();
        var id = Guid.CreateVersion7(app.Clock.GetUtcNow().AddHours(-3));
        await app.DbAsync(async db =>
        {
            db.RescoreRequests.Add(
                new RescoreRequest
                {
                    Id = id,
                    LeadId = lead.Id,
                    Cause = MoveCause.Touchpoint,
                    Moves = false,
                    Error = "The model has gone",
                }
            );
            return await db.SaveChangesAsync(Cancel);
        });
        var admin = await app.SignedInAsync(Roles.Admin);
        var page = await admin.OpenAsync("/admin/work");
        var row = page.QuerySelectorAll("tbody tr").Single(one => one.TextContent.Contains("The model has gone"));
        Assert.Contains("3 h", row.Reads(), StringComparison.Ordinal);

        var after = await admin.FollowAsync(await admin.PressAsync("/admin/work", row.QuerySelector("button")));

        Assert.Equal("It is tried again within a few seconds.", after.Flash());
        Assert.False(
            await app.DbAsync(db => db.RescoreRequests.AnyAsync(one => one.Id == id && one.Error != null, Cancel))
        );
    }

    [Fact]
    public async Task What_other_systems_did_not_take_and_what_could_not_be_learned_or_looked_at_failed_too()
    {
        var (endpoint, _) = await app.EndpointAsync("https://parked.example/hook");
        var (tries, now) = ("""[{"error": "It answered 500"}]""", app.Clock.GetUtcNow());
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.webhook_deliveries (event_id, endpoint_id, state, attempts, next_attempt_at, fence, tries)
                    select gen_random_uuid(), {endpoint}, 'parked', 9, {now}, 0, {tries}::jsonb
                    from generate_series(1, {WorkBoard.Listed + 1});
                insert into leadgen.learning_runs (id, state, options, against_version, asked_at, done, total, fence, error)
                    values (gen_random_uuid(), 'failed', jsonb_build_object(), 1, {now}, 0, 0, 0, 'Too few verdicts were read')
                """,
                Cancel
            )
        );
        using var admin = await app.SignedInAsync(Roles.Admin);

        var page = await admin.OpenAsync("/admin/work");

        var said = page.QuerySelector("main").Reads();
        Assert.Contains("It answered 500", said, StringComparison.Ordinal);
        Assert.Contains("Too few verdicts were read", said, StringComparison.Ordinal);
        Assert.Contains(
            $"the newest {WorkBoard.Listed} of {WorkBoard.Listed + 1} are shown",
            said,
            StringComparison.Ordinal
        );
        var all = page.QuerySelectorAll("button").Single(one => one.TextContent == "Try all again: Webhooks");
        var after = await admin.FollowAsync(await admin.PressAsync("/admin/work", all));
        Assert.StartsWith($"{WorkBoard.Listed + 1} are tried again", after.Flash(), StringComparison.Ordinal);
        Assert.Equal(0, await app.CountAsync("webhook_deliveries where state = 'parked'"));
    }

    [Fact]
    public async Task Each_kind_says_how_much_waits_and_since_when()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (_, handoff) = await app.HandedOverAsync();
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"update leadgen.handoffs set next_step_at = {app.Clock.GetUtcNow().AddMinutes(-20)} where id = {handoff.Id}",
                Cancel
            )
        );

        var states = await scope.ServiceProvider.GetRequiredService<WorkBoard>().ReadAsync(Cancel);

        Assert.Equal(WorkKinds.All.Select(kind => kind.Key), states.Select(state => state.Kind.Key));
        var promises = states.Single(state => state.Kind.Key == "promises");
        Assert.Equal(1, promises.Undone);
        Assert.InRange(
            app.Clock.GetUtcNow() - promises.Oldest!.Value,
            TimeSpan.FromMinutes(19),
            TimeSpan.FromMinutes(21)
        );
    }
}
