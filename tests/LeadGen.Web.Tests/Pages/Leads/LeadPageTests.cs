using System.Globalization;
using System.Net;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Leads;

public sealed class LeadPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task It_tells_the_facts_the_score_and_the_whole_story()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (lead, _) = await app.HandedOverAsync();
        await TouchAsync(lead.Id, TouchpointKinds.WebinarAttended, "bearings", days: 1);
        await TouchAsync(lead.Id, TouchpointKinds.PageView, path: "/pricing", days: 2);
        await TouchAsync(lead.Id, TouchpointKinds.PageView, path: "/pricing", days: 2.1);

        var page = await rep.OpenAsync($"/leads/{lead.Id}");

        Assert.Equal("Jonas Weber", page.QuerySelector("h1").Reads());
        Assert.Contains(
            "Weber Antriebe the person, just now",
            page.QuerySelector("section[aria-labelledby=facts-head]").Reads(),
            StringComparison.Ordinal
        );
        var rows = page.QuerySelectorAll("section[aria-labelledby=score-head] .part > summary").ToList();
        var total = page.QuerySelector("section[aria-labelledby=score-head] .sum .num").Reads();
        Assert.NotEmpty(rows);
        Assert.Equal(Points(total), rows.Sum(row => Points(row.QuerySelector(".num").Reads())));
        var story = page.QuerySelector(".timeline").Reads();
        foreach (
            var part in new[]
            {
                "Lead → MQL",
                "Handed to sales as MQL",
                "Attended bearings",
                "Viewed /pricing",
                "2 times",
                "Told us First name: Jonas",
            }
        )
        {
            Assert.Contains(part, story, StringComparison.Ordinal);
        }

        Assert.Contains("What sales was told", page.QuerySelector("aside").Reads(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tells_what_they_did_in_the_product_and_how_far_that_is_from_a_pql()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        Assert.Null((await rep.OpenAsync($"/leads/{lead.Id}")).QuerySelector("section[aria-labelledby=product-head]"));
        await TouchAsync(lead.Id, TouchpointKinds.ProductEvent, days: 1);
        await TouchAsync(lead.Id, TouchpointKinds.ProductEvent, days: 2.5);
        await TouchAsync(lead.Id, TouchpointKinds.ProductEvent, days: 40);

        var page = await rep.OpenAsync($"/leads/{lead.Id}");
        var told = page.QuerySelector("section[aria-labelledby=product-head]").Reads();
        Assert.Contains("an event without a name last 1 day ago 2", told, StringComparison.Ordinal);
        Assert.Contains("Active on three days in a week : 2 of 3", told, StringComparison.Ordinal);
        await TouchAsync(lead.Id, TouchpointKinds.ProductEvent, days: 4.2);
        page = await rep.OpenAsync($"/leads/{lead.Id}");
        Assert.Contains(
            "Active on three days in a week : holds",
            page.QuerySelector("section[aria-labelledby=product-head]").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_long_story_comes_in_pages_and_everything_once()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var at = app.Clock.GetUtcNow().AddDays(-2);
        await app.DbAsync(db =>
        {
            // Many at the same instant, as an import makes them.
            db.Touchpoints.AddRange(
                Enumerable
                    .Range(0, 430)
                    .Select(i => new Touchpoint
                    {
                        Id = Guid.CreateVersion7(at),
                        LeadId = lead.Id,
                        Kind = $"visit_{i}",
                        OccurredAt = at.AddHours(-(i / 100)),
                        RecordedAt = at,
                    })
            );
            return db.SaveChangesAsync(Cancel);
        });

        var ids = new List<string>();
        for (string? path = $"/leads/{lead.Id}"; path is not null; )
        {
            var page = await rep.OpenAsync(path.Split('#')[0]);
            ids.AddRange(page.QuerySelectorAll("li.touchpoint").Select(item => item.Id!));
            path = page.QuerySelector("#timeline a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(430, ids.Count);
        Assert.Equal(430, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_rep_records_a_sale_there_and_the_form_sent_twice_counts_once()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (lead, _) = await app.HandedOverAsync();
        var path = $"/leads/{lead.Id}";
        var button = (await rep.OpenAsync(path)).QuerySelector("form[action*=outcome] button");
        (string, string)[] sale =
        [
            ("outcome.result", "won"),
            ("outcome.amount", "12 500.50"),
            ("outcome.currency", "EUR"),
        ];

        var told = await rep.FollowAsync(await rep.PressAsync(path, button, sale));
        var again = await rep.FollowAsync(await rep.PressAsync(path, button, sale));

        Assert.Equal("Recorded. Jonas Weber: Customer.", told.Flash());
        Assert.StartsWith("That was recorded already.", again.Flash(), StringComparison.Ordinal);
        Assert.Contains("Won: 12,500.50 EUR", again.QuerySelector(".timeline").Reads(), StringComparison.Ordinal);
        Assert.Equal(1, await app.DbAsync(db => db.Outcomes.CountAsync(outcome => outcome.LeadId == lead.Id, Cancel)));
    }

    [Theory]
    [InlineData("outcome.amount", "1,5")]
    [InlineData("outcome.amount", "1.005")]
    [InlineData("outcome.amount", "-1")]
    [InlineData("outcome.amount", "99999999999999999999999999999999999")]
    [InlineData("outcome.currency", "Euro")]
    [InlineData("outcome.occurred_at", "2999-01-01")]
    [InlineData("outcome.occurred_at", "yesterday")]
    [InlineData("outcome.result", "maybe")]
    public async Task An_outcome_that_can_not_be_comes_back_with_the_error_at_its_field(string field, string value)
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync(Stage.Sql);
        var path = $"/leads/{lead.Id}";
        var button = (await rep.OpenAsync(path)).QuerySelector("form[action*=outcome] button");
        (string Name, string Value)[] given =
            field == "outcome.result" ? [(field, value)] : [("outcome.result", "won"), (field, value)];

        using var answer = await rep.PressAsync(path, button, given);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.NotNull(page.QuerySelector($".error-summary a[href='#{field.Replace('.', '_')}']"));
        Assert.True(page.QuerySelector("form[action*=outcome]")!.Closest("details")!.HasAttribute("open"));
        Assert.Equal(Stage.Sql, (await app.LeadNowAsync(lead.Id)).Stage);
    }

    [Fact]
    public async Task A_call_is_noted_as_a_touchpoint_with_its_author()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var path = $"/leads/{lead.Id}";
        var page = await rep.OpenAsync(path);

        var noted = await rep.FollowAsync(
            await rep.PressAsync(
                path,
                page.QuerySelector("form[action*=contact] button"),
                ("contact.note", "Call again\nin May.")
            )
        );

        var story = noted.QuerySelector(".timeline").Reads();
        Assert.Contains("Phone call Call again in May. by SalesRep", story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_score_is_adjusted_with_a_reason_and_stays_explained()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var lead = await app.LeadAsync();
        var path = $"/leads/{lead.Id}";
        var button = (await marketer.OpenAsync(path)).QuerySelector("form[action*=adjust] button");

        using var refused = await marketer.PressAsync(path, button, ("adjust.points", "many"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var adjusted = await marketer.FollowAsync(
            await marketer.PressAsync(path, button, ("adjust.points", "-15"), ("adjust.reason", "A student project"))
        );

        Assert.Equal("−15 points, with your reason.", adjusted.Flash());
        Assert.Contains(
            "Adjusted by hand just now −15",
            adjusted.QuerySelector("section[aria-labelledby=score-head] .part > summary").Reads(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Score adjusted by hand: −15 A student project",
            adjusted.QuerySelector(".timeline").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_marketer_releases_a_ready_lead_and_it_goes_to_sales()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var lead = await app.LeadAsync(
            ready: true,
            facts: new()
            {
                ["country"] = "DE",
                ["employees"] = "420",
                ["job_title"] = "Director",
            }
        );
        await AdjustAsync(lead.Id, 90);
        var path = $"/leads/{lead.Id}";
        var page = await marketer.OpenAsync(path);

        var released = await marketer.FollowAsync(
            await marketer.PressAsync(path, page.QuerySelector("form[action*=release] button"))
        );

        Assert.StartsWith("Released", released.Flash(), StringComparison.Ordinal);
        for (var i = 0; i < 100 && (await app.LeadNowAsync(lead.Id)).Stage == Stage.Lead; i++)
        {
            await Task.Delay(100, Cancel);
        }

        var move = Assert.Single(await app.MovesAsync(lead.Id));
        Assert.Equal((Stage.Mql, MoveCause.Released, "Marketer"), (move.To, move.Cause, move.Actor));
        Assert.Contains(
            "not ready any more",
            (
                await marketer.FollowAsync(
                    await marketer.PressAsync(path, page.QuerySelector("form[action*=release] button"))
                )
            ).Flash(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_manager_opens_a_disqualified_lead_again_and_a_rep_can_not()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        var lead = await app.LeadAsync(Stage.Disqualified);
        var path = $"/leads/{lead.Id}";
        var page = await manager.OpenAsync(path);
        var button = page.QuerySelector("form[action*=reopen] button");

        Assert.Null((await rep.OpenAsync(path)).QuerySelector("form[action*=reopen]"));
        using var silent = await manager.PressAsync(path, button);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.Contains("Say why", (await silent.PageAsync()).Body.Reads(), StringComparison.Ordinal);
        var why = ("reopen.why", "They called again.");
        var opened = await manager.FollowAsync(await manager.PressAsync(path, button, why));

        Assert.StartsWith("Open again.", opened.Flash(), StringComparison.Ordinal);
        Assert.Equal(Stage.Lead, (await app.LeadNowAsync(lead.Id)).Stage);
        var move = (await app.MovesAsync(lead.Id)).Last();
        Assert.Equal((MoveTrigger.Reopened, "They called again."), (move.Trigger, move.Note));
        Assert.Contains(
            "not disqualified any more",
            (await manager.FollowAsync(await manager.PressAsync(path, button, why))).Flash(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(Roles.Marketer)]
    [InlineData(Roles.ServiceRep)]
    public async Task Others_than_sales_see_the_lead_but_not_its_actions_and_are_refused_them(string role)
    {
        using var somebody = await app.SignedInAsync(role);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var (lead, handoff) = await app.HandedOverAsync();
        var path = $"/leads/{lead.Id}";

        var page = await somebody.OpenAsync(path);
        Assert.Contains("Score 110; Webinar attended", page.QuerySelector("aside").Reads(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("button[name=verb]"));
        Assert.Null(page.QuerySelector("form[action*=outcome]"));

        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "act", "outcome", "contact", "reopen" })
        {
            using var answer = await somebody.PostAsync(
                $"{path}?handler={handler}",
                new FormUrlEncodedContent(
                    new Dictionary<string, string>
                    {
                        ["__RequestVerificationToken"] = token,
                        ["verb"] = "accept",
                        ["handoff"] = handoff.Id.ToString(),
                        ["version"] = "1",
                        ["outcome.result"] = "won",
                        ["contact.kind"] = "meeting",
                    }
                ),
                Cancel
            );
            Assert.True(
                answer.StatusCode == HttpStatusCode.Forbidden
                    || answer.Headers.Location?.OriginalString.Contains("denied", StringComparison.Ordinal) == true,
                $"{handler}: {answer.StatusCode}"
            );
        }

        Assert.Equal(HandoffState.Open, (await app.HandoffNowAsync(handoff.Id)).State);
        Assert.Equal(Stage.Mql, (await app.LeadNowAsync(lead.Id)).Stage);
    }

    [Fact]
    public async Task What_a_lead_wrote_comes_out_as_text()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        const string hostile = "<script>alert(1)</script>\"'&";
        var lead = await app.LeadAsync(
            firstName: hostile,
            lastName: "{{7*7}}",
            company: "<img src=x onerror=alert(1)>"
        );
        await TouchAsync(lead.Id, "page_view", path: "/\"><script>alert(2)</script>");

        var page = await rep.OpenAsync($"/leads/{lead.Id}");

        Assert.Empty(page.QuerySelectorAll("script, img[onerror]"));
        Assert.Equal(hostile + " {{7*7}}", page.QuerySelector("h1").Reads());
    }

    [Fact]
    public async Task Nobody_is_404()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync($"/leads/{Guid.AllBitsSet}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync("/leads/jonas", Cancel)).StatusCode);
    }

    private static int Points(string text) =>
        int.Parse(text.Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private Task<int> TouchAsync(Guid leadId, string kind, string? offer = null, string? path = null, double days = 0)
    {
        var at = app.Clock.GetUtcNow().AddDays(-days);
        return app.DbAsync(db =>
        {
            db.Touchpoints.Add(
                new Touchpoint
                {
                    Id = Guid.CreateVersion7(at),
                    LeadId = leadId,
                    Kind = kind,
                    OccurredAt = at,
                    RecordedAt = at,
                    Offer = offer,
                    Path = path,
                }
            );
            return db.SaveChangesAsync(Cancel);
        });
    }

    private Task<int> AdjustAsync(Guid leadId, int points) =>
        app.DbAsync(db =>
        {
            var now = app.Clock.GetUtcNow();
            db.Touchpoints.Add(
                new Touchpoint
                {
                    Id = Guid.CreateVersion7(now),
                    LeadId = leadId,
                    Kind = TouchpointKinds.Adjustment,
                    OccurredAt = now,
                    RecordedAt = now,
                    Properties = new Dictionary<string, string> { ["points"] = $"{points}" },
                }
            );
            return db.SaveChangesAsync(Cancel);
        });
}
