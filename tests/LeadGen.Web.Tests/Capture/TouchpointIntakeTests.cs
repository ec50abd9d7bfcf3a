using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Capture;

public sealed class TouchpointIntakeTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => app.Clock.GetUtcNow();

    [Fact]
    public async Task An_unknown_address_makes_a_lead_and_the_good_are_kept_when_others_are_bad()
    {
        var taken = await TakeAsync(
            View("new@views.example"),
            View("new@views.example") with
            {
                Kind = "no_such_kind",
            },
            View("NEW@views.example") with
            {
                Offer = "no-such-offer",
            },
            View(null) with
            {
                LeadId = Guid.CreateVersion7(Now),
            },
            View(null),
            View("new@views.example") with
            {
                OccurredAt = Now.AddMinutes(6),
            },
            View("new@views.example") with
            {
                Properties = new Dictionary<string, string> { ["a"] = "b\0" },
            },
            View("New@views.example")
        );

        Assert.Equal((2, 0), (taken.Accepted, taken.Duplicates));
        Assert.Equal([1, 2, 3, 4, 5, 6], taken.Rejected.Select(item => item.Index));
        Assert.Equal(
            ["kind", "offer", "lead_id", "email", "occurred_at", "properties"],
            taken.Rejected.SelectMany(item => item.Errors.Keys)
        );
        var lead = await app.LeadAsync("new@views.example");
        Assert.Equal(Channel.Api, lead.Channel);
        Assert.Equal(2, await CountAsync(lead.Id));
    }

    [Fact]
    public async Task An_open_is_kept_with_its_doubt_and_asks_for_no_new_score()
    {
        await TakeAsync(View("opens@views.example"));
        await app.ScoredAsync();
        await TakeAsync(View("opens@views.example") with { Kind = TouchpointKinds.EmailOpened });

        var lead = await app.LeadAsync("opens@views.example");
        var open = (await app.TouchpointsAsync(lead.Id)).Single(one => one.Kind == TouchpointKinds.EmailOpened);
        Assert.Equal((true, MachineRules.Opened), (open.Machine, open.MachineWhy));
        Assert.False(await app.ReadAsync(db => db.RescoreRequests.AnyAsync(r => r.LeadId == lead.Id, Cancel)));
    }

    [Fact]
    public async Task A_repeat_is_a_duplicate_whatever_it_holds()
    {
        var item = View("repeat@views.example") with { Id = Guid.CreateVersion7(Now) };
        var first = await TakeAsync(item, item with { Path = "/other" });
        var again = await TakeAsync(item with { Kind = "nonsense", Email = EmailAddress.Parse("other@views.example") });

        Assert.Equal((1, 1), (first.Accepted, first.Duplicates));
        Assert.Equal((0, 1, 0), (again.Accepted, again.Duplicates, again.Rejected.Count));
        Assert.False(
            await app.ReadAsync(db => db.LeadIdentities.AnyAsync(i => i.Email == "other@views.example", Cancel))
        );
    }

    [Fact]
    public async Task The_same_list_from_twenty_at_once_is_stored_once()
    {
        var items = Enumerable
            .Range(0, 100)
            .Select(n => View($"burst{n % 7}@burst{n % 3}.example") with { Id = Guid.CreateVersion7(Now) })
            .ToArray();
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TakeAsync([.. items.Reverse()])));

        Assert.Equal(100, taken.Sum(one => one.Accepted));
        Assert.Equal(1900, taken.Sum(one => one.Duplicates));
        Assert.All(taken, one => Assert.Empty(one.Rejected));
    }

    [Fact]
    public async Task What_is_a_little_ahead_is_stored_as_now()
    {
        await TakeAsync(View("ahead@views.example") with { OccurredAt = Now.AddMinutes(4) });
        var lead = await app.LeadAsync("ahead@views.example");
        var stored = await app.ReadAsync(db => db.Touchpoints.SingleAsync(t => t.LeadId == lead.Id, Cancel));
        Assert.Equal(stored.RecordedAt, stored.OccurredAt);
    }

    [Fact]
    public async Task The_past_of_a_browser_becomes_the_first_persons_and_only_theirs()
    {
        var browser = Guid.CreateVersion7(Now);
        var campaign = new Source("linkedin", "paid_social", "spring");
        await TakeAsync(
            View(null) with
            {
                VisitorId = browser,
                OccurredAt = Now.AddDays(-3),
                Source = campaign,
                Path = "/landing",
            },
            View(null) with
            {
                VisitorId = browser,
                OccurredAt = Now.AddDays(-2),
            }
        );
        await TakeAsync(
            View(null) with
            {
                VisitorId = browser,
            },
            View("first@browser.example") with
            {
                VisitorId = browser,
            },
            View(null) with
            {
                VisitorId = browser,
            }
        );
        await TakeAsync(
            View("second@browser.example") with
            {
                VisitorId = browser,
            },
            View(null) with
            {
                VisitorId = browser,
            }
        );

        var (first, second) = (
            await app.LeadAsync("first@browser.example"),
            await app.LeadAsync("second@browser.example")
        );
        Assert.Equal((5, 2), (await CountAsync(first.Id), await CountAsync(second.Id)));
        Assert.Equal(campaign, first.FirstTouch!.Source);
        Assert.Equal("/landing", first.FirstTouch.LandingPage);
        Assert.Null(second.FirstTouch!.Source);
    }

    [Fact]
    public async Task A_touchpoint_with_a_source_is_the_last_touch_of_its_lead()
    {
        await TakeAsync(View("touch@views.example") with { Source = new Source("google", "organic") });
        var lead = await app.LeadAsync("touch@views.example");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await TakeAsync(View(null) with { LeadId = lead.Id, Source = new Source("newsletter", "email") });
        await TakeAsync(View(null) with { LeadId = lead.Id });

        lead = await app.LeadAsync("touch@views.example");
        Assert.Equal(("google", "newsletter"), (lead.FirstTouch!.Source!.Name, lead.LastTouch!.Source!.Name));
    }

    [Fact]
    public async Task Each_accepted_touchpoint_is_scored()
    {
        var item = View("scored@views.example") with
        {
            Kind = TouchpointKinds.FormSubmitted,
            Properties = new Dictionary<string, string> { ["intent"] = "demo" },
        };
        await TakeAsync(item);
        await app.ScoredAsync();

        Assert.Equal(Stage.Sql, (await app.LeadAsync("scored@views.example")).Stage);
    }

    private static TouchpointItem View(string? email) =>
        new()
        {
            Kind = TouchpointKinds.PageView,
            Email = email is null ? null : EmailAddress.Parse(email),
            Path = "/pricing",
        };

    private Task<TouchpointsTaken> TakeAsync(params TouchpointItem[] items) =>
        app.Services.GetRequiredService<TouchpointIntake>().TakeAsync(items, Channel.Api, Cancel);

    private Task<int> CountAsync(Guid leadId) =>
        app.ReadAsync(db => db.Touchpoints.CountAsync(touchpoint => touchpoint.LeadId == leadId, Cancel));
}
