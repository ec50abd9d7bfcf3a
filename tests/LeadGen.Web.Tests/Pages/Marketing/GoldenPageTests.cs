using System.Net;
using AngleSharp.Html.Dom;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.Pages.Marketing.ScoringSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class GoldenPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Edit = Golden + "/edit";

    /// <summary>By the default model: in the DACH region, of a good size, and a webinar yesterday.</summary>
    private static readonly (string, string)[] Example =
    [
        ("name", "Director at a plant"),
        ("qualifies", "no"),
        ("facts", "country = DE\nemployees = 300\njob_title = Director of Maintenance\nseniority = director"),
        ("kind.0", "webinar_attended"),
        ("days.0", "1.5"),
        ("kind.1", "content_downloaded"),
        ("days.1", "3"),
        ("properties.1", "depth = late"),
    ];

    [Fact]
    public async Task A_draft_that_changes_a_verdict_is_published_only_when_somebody_says_that_it_is_meant()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(await marketer.SubmitAsync(Edit, null, Example));
        await marketer.FollowAsync(
            await marketer.KeepAsync("Whole", ("mql_threshold", "1"), ("min_fit", ""), ("min_engagement", ""))
        );

        var draft = await marketer.OpenAsync(Draft);
        Assert.Contains(
            "Director at a plant",
            draft.QuerySelector("[aria-labelledby=golden]").Reads(),
            StringComparison.Ordinal
        );
        var review = await marketer.OpenAsync(Publish);
        var refused = await marketer.PressAsync(Publish, review.Button("Publish"), ("why", "All in"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Contains("Director at a plant", page.QuerySelector(".error-summary").Reads(), StringComparison.Ordinal);
        Assert.Equal("All in", ((IHtmlInputElement)page.QuerySelector("[name=why]")!).Value);
        Assert.Equal(1, (await fresh.PublishedAsync()).Version);

        await marketer.PublishNowAsync("All in", ("acknowledge", "Director at a plant"));
        var published = await fresh.PublishedAsync();
        Assert.Equal((2, "Director at a plant"), (published.Version, Assert.Single(published.Acknowledged!)));

        // The way back changes it too, and is asked for the same.
        var old = await marketer.OpenAsync("/marketing/scoring/versions/1");
        refused = await marketer.PressAsync("/marketing/scoring/versions/1", old.Button("Return to version 1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await marketer.FollowAsync(
            await marketer.PressAsync(
                "/marketing/scoring/versions/1",
                old.Button("Return to version 1"),
                ("acknowledge", "Director at a plant")
            )
        );
        Assert.Equal(3, (await fresh.PublishedAsync()).Version);
    }

    [Fact]
    public async Task A_program_is_told_which_golden_leads_change_and_names_them()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(await marketer.SubmitAsync(Edit, null, Example));
        await marketer.FollowAsync(
            await marketer.KeepAsync("Whole", ("mql_threshold", "1"), ("min_fit", ""), ("min_engagement", ""))
        );
        var api = await fresh.WithFullKeyAsync();
        const string Path = "/api/v1/scoring/models/draft/publish";

        var refused = await api.PostAnswerAsync(Path, new { why = "All in" });
        refused.IsInvalid("acknowledge");
        Assert.Contains("Director at a plant", refused.Json.GetRawText(), StringComparison.Ordinal);
        (await api.PostAnswerAsync(Path, new { acknowledge = "Director at a plant" })).IsInvalid("acknowledge");
        (await api.PostAnswerAsync(Path, new { acknowledge = new[] { "Somebody else" } })).IsInvalid("acknowledge");
        var done = await api.PostAnswerAsync(Path, new { acknowledge = new[] { "Director at a plant" } });
        done.Is(HttpStatusCode.OK);
        Assert.Equal("Director at a plant", done["acknowledged"][0].GetString());
        Assert.NotEqual(0, done["changes"].GetArrayLength());
    }

    [Fact]
    public async Task An_example_is_edited_refused_at_its_fields_and_removed()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var refused = await marketer.SubmitAsync(
            Edit,
            null,
            ("name", " "),
            ("facts", "shoe_size = 43"),
            ("least", "x"),
            ("kind.0", "webinar_attended"),
            ("days.0", "yesterday"),
            ("properties.0", "depth")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Equal(
            ["#days_0", "#facts", "#least", "#name", "#properties_0"],
            page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")).Order()
        );
        Assert.Equal("yesterday", ((IHtmlInputElement)page.QuerySelector("[name='days.0']")!).Value);

        await marketer.FollowAsync(await marketer.SubmitAsync(Edit, null, Example));
        var twice = await marketer.SubmitAsync(Edit, null, Example);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);

        var id = await fresh.DbAsync(db => db.GoldenLeads.Select(row => row.Id).SingleAsync(Cancel));
        var stale = await marketer.OpenAsync($"{Edit}/{id}");
        Assert.Equal("1.5", ((IHtmlInputElement)stale.QuerySelector("[name='days.0']")!).Value);
        await marketer.FollowAsync(await marketer.SubmitAsync($"{Edit}/{id}", null, ("name", "Renamed")));
        var late = await marketer.PressAsync($"{Edit}/{id}", stale.Button("Keep"), ("name", "Late"));
        Assert.Contains("in the meantime", (await marketer.FollowAsync(late)).Flash(), StringComparison.Ordinal);

        var all = await marketer.OpenAsync(Golden);
        Assert.Contains("Renamed", all.Body.Reads(), StringComparison.Ordinal);
        await marketer.FollowAsync(await marketer.PressAsync(Golden, all.Button("Remove: Renamed")));
        Assert.Equal(0, await fresh.DbAsync(db => db.GoldenLeads.CountAsync(Cancel)));
        Assert.Equal(HttpStatusCode.NotFound, (await marketer.GetAsync($"{Edit}/{id}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_example_is_made_of_a_lead_by_its_page_without_who_it_is()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var lead = await app.LeadAsync(
            company: "Nordwind Antriebe",
            facts: new()
            {
                ["country"] = "DE",
                ["employees"] = "120",
                ["job_title"] = "Director",
                ["phone"] = "+49 40 1234567",
            }
        );
        var path = $"/leads/{lead.Id}";
        var page = await marketer.OpenAsync(path);
        var told = await marketer.FollowAsync(await marketer.PressAsync(path, page.Button("Make a golden lead of it")));
        var facts = ((IHtmlTextAreaElement)told.QuerySelector("[name=facts]")!).Value;
        Assert.Contains("country = DE", facts, StringComparison.Ordinal);
        Assert.Contains("seniority = director", facts, StringComparison.Ordinal);
        var kept = await app.DbAsync(db =>
            db.Database.SqlQuery<string>($"select lead::text as \"Value\" from leadgen.golden_leads")
                .ToListAsync(Cancel)
        );
        Assert.All(
            ["Jonas", "Weber", "weber-antriebe", "Nordwind", "1234567", lead.Id.ToString()],
            word => Assert.DoesNotContain(word, kept[^1], StringComparison.OrdinalIgnoreCase)
        );

        var rep = await app.SignedInAsync(Roles.SalesRep);
        Assert.DoesNotContain(
            (await rep.OpenAsync(path)).QuerySelectorAll("main button"),
            button => button.Reads() == "Make a golden lead of it"
        );
        var wrong = await marketer.SubmitAsync(Golden, "Copy", ("lead", "nonsense"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        wrong = await marketer.SubmitAsync(Golden, "Copy", ("lead", "01936a5e-0000-7000-8000-000000000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }
}
