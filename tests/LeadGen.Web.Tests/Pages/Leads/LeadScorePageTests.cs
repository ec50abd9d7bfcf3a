using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Leads;

public sealed class LeadScorePageTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly Dictionary<string, string?> GoodFit = new()
    {
        ["country"] = "DE",
        ["employees"] = "300",
        ["industry"] = "software",
        ["job_title"] = "Marketing Director",
    };

    [Fact]
    public async Task Each_number_opens_to_its_rule_its_touchpoints_and_how_it_fades()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync(facts: GoodFit);
        await TouchAsync(lead, TouchpointKinds.WebinarAttended, days: 30, offer: "bearings");

        var page = await rep.OpenAsync($"/leads/{lead.Id}");

        var webinar = Part(page, "Webinar attended");
        Assert.Equal("+10", webinar.QuerySelector("summary .num").Reads());
        Assert.Contains(
            "webinar_attended: +20 each time, in all at most 40, halves in 30 days, gone after 180 days. Version 1, webinar_live",
            webinar.Reads(),
            StringComparison.Ordinal
        );
        var row = webinar.QuerySelector("table tbody tr").Reads();
        Assert.StartsWith("Attended bearings", row, StringComparison.Ordinal);
        Assert.EndsWith("+10", row, StringComparison.Ordinal);
        Assert.Equal("10 9 5 1", webinar.QuerySelector(".curve table tbody").Reads());
        Assert.NotNull(webinar.QuerySelector(".curve svg[role=img][aria-label] path.line"));
        var country = Part(page, "Country known");
        Assert.Contains("country is known: +15.", country.Reads(), StringComparison.Ordinal);
        Assert.Null(country.QuerySelector(".curve"));
    }

    [Fact]
    public async Task Of_many_touchpoints_the_newest_twenty_are_shown_and_the_others_counted()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        for (var day = 0; day < 23; day++)
        {
            await TouchAsync(lead, TouchpointKinds.PageView, days: day + 0.5, path: $"/day/{day}");
        }

        var views = Part(await rep.OpenAsync($"/leads/{lead.Id}"), "Page view");

        var rows = views.QuerySelectorAll("table[aria-label^=What] tbody tr").Select(row => row.Reads()).ToList();
        Assert.Equal(20, rows.Count);
        Assert.StartsWith("Viewed /day/0 ", rows[0], StringComparison.Ordinal);
        Assert.Contains("and 3 more", views.Reads(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_that_qualifies_is_told_when_it_falls_below_and_the_curve_crosses_there()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync(facts: GoodFit);
        await TouchAsync(lead, TouchpointKinds.EventAttended);
        await TouchAsync(lead, TouchpointKinds.WebinarAttended);

        var section = ScoreOf(await rep.OpenAsync($"/leads/{lead.Id}"));

        Assert.Matches(
            @"Falls below the (threshold|least engagement, 35,) on \d+ \w+ \d{4} if nothing happens",
            section.Reads()
        );
        Assert.DoesNotContain("by time alone", section.Reads(), StringComparison.Ordinal);
        var curve = section.QuerySelector(":scope > .curve")!;
        Assert.NotNull(curve.QuerySelector("line.at"));
        var days = curve.QuerySelectorAll("tbody td").Select(cell => Number(cell.Reads())).ToList();
        Assert.Equal(Number(section.QuerySelector(".score-big").Reads()), days[0]);
        Assert.True(days[0] >= 100 && days[3] < 100, string.Join(' ', days));
    }

    [Fact]
    public async Task A_past_score_is_shown_by_the_form_and_said_not_to_be_the_present()
    {
        var lead = await app.LeadAsync(facts: GoodFit);
        app.Clock.Advance(TimeSpan.FromDays(3));
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var then = app.Clock.GetUtcNow().AddDays(-1);
        await TouchAsync(lead, TouchpointKinds.WebinarAttended, days: 2);
        await TouchAsync(lead, TouchpointKinds.EventAttended);
        var page = await rep.OpenAsync($"/leads/{lead.Id}");
        var form = Assert.IsType<IHtmlFormElement>(ScoreOf(page).QuerySelector("form[method=get]"), exactMatch: false);
        Assert.Equal(
            ["as_of", "model", "known_then"],
            form.QuerySelectorAll("input:not([type=hidden]), select").Select(field => field.GetAttribute("name"))
        );
        Assert.DoesNotContain("not the present", page.Body.Reads(), StringComparison.Ordinal);

        var past = await rep.OpenAsync($"/leads/{lead.Id}?as_of={Text(then)}&model=");
        var known = await rep.OpenAsync($"/leads/{lead.Id}?as_of={Text(then)}&model=1&known_then=true");

        Assert.Contains("This is not the present score.", ScoreOf(past).Reads(), StringComparison.Ordinal);
        Assert.NotNull(ScoreOf(past).QuerySelector($".note-box a[href^='/leads/{lead.Id}#']"));
        Assert.Equal(["Webinar attended"], Engagement(past));
        Assert.Contains("by what was known then", ScoreOf(known).Reads(), StringComparison.Ordinal);
        Assert.Empty(Engagement(known));
        Assert.Equal(["Event attended", "Webinar attended"], Engagement(page));
        // A whole minute is shown without its seconds.
        Assert.StartsWith(
            Text(then)[..16],
            past.QuerySelector("input[name=as_of]")!.GetAttribute("value"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_draft_can_be_asked_and_another_version_that_is_not_there_can_not()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync(facts: GoodFit);
        var path = $"/leads/{lead.Id}";
        await app.DbAsync(db =>
        {
            db.ScoringModels.Add(
                new ScoringModelVersion
                {
                    Id = Guid.CreateVersion7(app.Clock.GetUtcNow()),
                    State = ModelState.Draft,
                    Model = new ScoringModel
                    {
                        Name = "D",
                        MqlThreshold = 7,
                        Fit = [new FitCriterion("c", "Any country", "country", FactOperator.IsKnown, [], 7)],
                    },
                }
            );
            return db.SaveChangesAsync(Cancel);
        });

        var draft = await rep.OpenAsync(path + "?model=draft&as_of=");
        Assert.Contains(
            "This is not the present score. It is by the draft, as of now.",
            ScoreOf(draft).Reads(),
            StringComparison.Ordinal
        );
        Assert.Equal("7", ScoreOf(draft).QuerySelector(".score-big").Reads());
        Assert.Equal("draft", draft.QuerySelector("select[name=model] option[selected]")!.GetAttribute("value"));
        Assert.DoesNotContain(
            "not the present",
            (await rep.OpenAsync(path + "?model=1")).Body.Reads(),
            StringComparison.Ordinal
        );
        using var answer = await rep.GetAsync(path + "?model=99", Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.PageAsync()).QuerySelector(".error-summary a[href='#model']"));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("1969-12-31T23:59")]
    [InlineData("2999-01-01T00:00")]
    [InlineData("2026-02-30T00:00")]
    [InlineData("%00")]
    public async Task An_instant_that_can_not_be_is_refused_at_its_field_beside_the_present_score(string asOf)
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync(facts: GoodFit);
        var present = ScoreOf(await rep.OpenAsync($"/leads/{lead.Id}")).QuerySelector(".score-big").Reads();

        using var answer = await rep.GetAsync($"/leads/{lead.Id}?as_of={asOf}", Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#as_of']"));
        Assert.NotEmpty(page.QuerySelector("#as_of-error").Reads());
        Assert.True(page.QuerySelector("#as_of")!.Closest("details")!.HasAttribute("open"));
        Assert.Equal(present, ScoreOf(page).QuerySelector(".score-big").Reads());
        Assert.DoesNotContain("not the present", page.Body.Reads(), StringComparison.Ordinal);
    }

    private static IElement ScoreOf(IHtmlDocument page) => page.QuerySelector("section[aria-labelledby=score-head]")!;

    private static IElement Part(IHtmlDocument page, string label) =>
        page.QuerySelectorAll(".part")
            .Single(part => part.QuerySelector("summary").Reads().StartsWith(label, StringComparison.Ordinal));

    private static List<string> Engagement(IHtmlDocument page) =>
        [
            .. page.QuerySelectorAll(".part:has(table[aria-label^=What]) > summary > span:first-child")
                .Select(name => name.FirstChild!.TextContent.Trim()),
        ];

    private static int Number(string text) =>
        int.Parse(text.Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private Task<int> TouchAsync(Lead lead, string kind, double days = 0, string? offer = null, string? path = null) =>
        app.DbAsync(db =>
        {
            var now = app.Clock.GetUtcNow();
            db.Touchpoints.Add(
                new Touchpoint
                {
                    Id = Guid.CreateVersion7(now),
                    LeadId = lead.Id,
                    Kind = kind,
                    OccurredAt = now.AddDays(-days),
                    RecordedAt = now,
                    Offer = offer,
                    Path = path,
                }
            );
            return db.SaveChangesAsync(Cancel);
        });
}
