using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Insights;
using LeadGen.Web.People;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Insights;

public sealed class FunnelCountingTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_lead_is_counted_at_each_step_it_came_to_and_moves_on_when_it_does()
    {
        var source = new Source("funnel-steps", "cpc", "spring");
        var lead = await app.CameAsync(source);
        await app.CameAsync(source);
        await app.CountFunnelAsync();
        await IsAsync("funnel-steps", 2, 0, 0, 0, 0, 0);

        var handoff = await app.QualifyAsync(lead, hours: 5);
        await ActAsync(handoff, (one, now) => one.Accept(Guid.CreateVersion7(now), "Rep", ServiceLevel.Default, now));
        await app.CountFunnelAsync();
        await IsAsync("funnel-steps", 2, 1, 1, 0, 0, 0);

        await app.SellAsync(lead, 1000);
        await app.CountFunnelAsync();
        var view = await ViewAsync("funnel-steps");
        Assert.Equal([2, 1, 1, 1, 1, 1], Counts(view.Now));
        Assert.Equal(5, view.Now[FunnelStep.Qualified].Median!.Value.TotalHours, 0.15);
        Assert.Null(view.Now[FunnelStep.Opportunity].Median);
        Assert.Equal([QualificationKind.Mql], view.Kinds.Select(kind => kind.Kind));
    }

    [Fact]
    public async Task What_is_taken_back_is_not_counted_any_more()
    {
        var lead = await app.CameAsync(new Source("funnel-undone"));
        var handoff = await app.QualifyAsync(lead);
        var rep = Guid.CreateVersion7(app.Clock.GetUtcNow());
        await ActAsync(handoff, (one, now) => one.Accept(rep, "Rep", ServiceLevel.Default, now));
        await app.CountFunnelAsync();
        await IsAsync("funnel-undone", 1, 1, 1, 0, 0, 0);

        await app.DbAsync(db =>
            db.Handoffs.Where(one => one.Id == handoff.Id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(one => one.AcceptedAt, (DateTimeOffset?)null)
                            .SetProperty(one => one.LastActionAt, app.Clock.GetUtcNow()),
                    Cancel
                )
        );
        await app.CountFunnelAsync();
        await IsAsync("funnel-undone", 1, 1, 0, 0, 0, 0);
    }

    [Fact]
    public async Task Counting_twice_or_anew_changes_nothing()
    {
        var lead = await app.CameAsync(new Source("funnel-twice"));
        await app.QualifyAsync(lead);
        await app.CountFunnelAsync();
        await app.CountFunnelAsync();
        await app.DbAsync(async db =>
        {
            await FunnelMark.AskRecountAsync(db, app.Clock.GetUtcNow(), Cancel);
            return 0;
        });
        await app.CountFunnelAsync();

        await IsAsync("funnel-twice", 1, 1, 0, 0, 0, 0);
        var mark = await app.DbAsync(db => FunnelMark.ReadAsync(db, Cancel));
        Assert.False(mark.IsRecounting);
    }

    [Fact]
    public async Task Who_was_put_in_behind_the_back_of_the_count_is_found_when_it_is_asked_to_count_anew()
    {
        await app.CountFunnelAsync();
        var lead = await app.CameAsync(new Source("funnel-late"), daysAgo: 40);
        await app.DbAsync(db =>
            db.Leads.Where(one => one.Id == lead.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.UpdatedAt, lead.CreatedAt), Cancel)
        );
        await app.CountFunnelAsync();
        Assert.Equal(0, (await CountsAsync("funnel-late"))[0]);

        await app.DbAsync(async db =>
        {
            await FunnelMark.AskRecountAsync(db, app.Clock.GetUtcNow(), Cancel);
            return 0;
        });
        await app.CountFunnelAsync();
        Assert.Equal(1, (await CountsAsync("funnel-late"))[0]);
    }

    [Fact]
    public async Task While_all_are_counted_anew_what_changes_is_counted_as_ever_and_a_count_that_was_killed_goes_on()
    {
        await app.CountFunnelAsync();
        var late = await app.CameAsync(new Source("funnel-turns"), daysAgo: 40);
        await app.DbAsync(db =>
            db.Leads.Where(one => one.Id == late.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.UpdatedAt, late.CreatedAt), Cancel)
        );
        await app.DbAsync(async db =>
        {
            await FunnelMark.AskRecountAsync(db, app.Clock.GetUtcNow(), Cancel);
            return 0;
        });
        Assert.True(await app.CountTurnAsync(TimeSpan.Zero));
        await app.CameAsync(new Source("funnel-turns"));
        var before = app.Clock.GetUtcNow();

        // Each turn is one of another process: nothing is remembered but what was written.
        Assert.True(await app.CountTurnAsync(TimeSpan.Zero));
        var mark = await app.DbAsync(db => FunnelMark.ReadAsync(db, Cancel));
        Assert.True(mark.IsRecounting);
        Assert.True(mark.CountedAt >= before);
        await IsAsync("funnel-turns", 1, 0, 0, 0, 0, 0);

        await app.CountFunnelAsync();
        await IsAsync("funnel-turns", 2, 0, 0, 0, 0, 0);
        Assert.False((await app.DbAsync(db => FunnelMark.ReadAsync(db, Cancel))).IsRecounting);
    }

    [Fact]
    public async Task A_long_source_is_cut_and_never_within_a_letter()
    {
        var name = $"funnel-{new string('x', 92)}\U0001F600";
        await app.CameAsync(new Source(name));
        await app.CountFunnelAsync();
        await IsAsync(name[..99], 1, 0, 0, 0, 0, 0);
    }

    [Fact]
    public async Task Who_became_a_lead_on_another_day_than_was_thought_leaves_the_first_one()
    {
        var lead = await app.CameAsync(new Source("funnel-moved"));
        await app.CountFunnelAsync();
        await app.DbAsync(db =>
            db.Leads.Where(one => one.Id == lead.Id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(one => one.CreatedAt, lead.CreatedAt.AddDays(-5))
                            .SetProperty(one => one.UpdatedAt, app.Clock.GetUtcNow()),
                    Cancel
                )
        );
        await app.CountFunnelAsync();

        await IsAsync("funnel-moved", 1, 0, 0, 0, 0, 0);
    }

    [Fact]
    public async Task Whoever_is_erased_stays_counted_and_cannot_be_found()
    {
        var lead = await app.CameAsync(new Source("funnel-erased"));
        await app.QualifyAsync(lead);
        await app.CountFunnelAsync();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var desk = scope.ServiceProvider.GetRequiredService<ErasureDesk>();
            Assert.True(await desk.EraseAsync(lead.Id, Data.Consents.ErasedBy.Staff, null, Cancel));
        }

        await app.CountFunnelAsync();

        await IsAsync("funnel-erased", 1, 1, 0, 0, 0, 0);
        Assert.False(await app.DbAsync(db => db.FunnelLeads.AnyAsync(one => one.LeadId == lead.Id, Cancel)));
    }

    [Fact]
    public async Task Two_leads_that_are_one_person_count_once_with_what_both_did()
    {
        var (one, other) = (
            await app.CameAsync(new Source("funnel-merged")),
            await app.CameAsync(new Source("funnel-merged"))
        );
        await app.QualifyAsync(other);
        await app.CountFunnelAsync();
        Assert.Equal(2, (await CountsAsync("funnel-merged"))[0]);

        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<MergeDesk>()
                .MergeAsync(one.Id, other.Id, "Mina", null, Cancel);
        }

        await app.CountFunnelAsync();
        await IsAsync("funnel-merged", 1, 1, 0, 0, 0, 0);
    }

    [Fact]
    public async Task Visitors_are_counted_by_the_day_they_were_first_seen_and_so_are_those_who_became_known()
    {
        var lead = await app.CameAsync(new Source("funnel-visits"));
        await app.DbAsync(async db =>
        {
            var now = app.Clock.GetUtcNow();
            foreach (var known in new[] { true, false, false })
            {
                var visitor = Visitor.Seen(Guid.CreateVersion7(now), now);
                visitor.Touched(new Touch(now, Channel.Form, new Source("funnel-visits", "cpc"), null));
                if (known)
                {
                    visitor.Identify(lead.Id, now);
                }

                db.Visitors.Add(visitor);
            }

            return await db.SaveChangesAsync(Cancel);
        });
        await app.CountFunnelAsync();

        var view = await ViewAsync("funnel-visits");
        Assert.Equal((3L, 1L), (view.Now[FunnelStep.Visitor].Count, view.Now[FunnelStep.Known].Count));
    }

    private Task<int> ActAsync(Handoff handoff, Action<Handoff, DateTimeOffset> act) =>
        app.DbAsync(async db =>
        {
            act(await db.Handoffs.SingleAsync(one => one.Id == handoff.Id, Cancel), app.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Cancel);
        });

    private async Task IsAsync(string source, params long[] counts) => Assert.Equal(counts, await CountsAsync(source));

    private async Task<long[]> CountsAsync(string source) => Counts((await ViewAsync(source)).Now);

    private static long[] Counts(Funnel funnel) =>
        [.. funnel.Rows.Where(row => row.Step >= FunnelStep.Lead).Select(row => row.Count)];

    private Task<FunnelView> ViewAsync(string source) =>
        app.DbAsync(db =>
            FunnelReport.ReadAsync(
                db,
                FunnelPick
                    .Read(new QueryCollection(), DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime))
                    .With("source", source),
                Cancel
            )
        );
}
