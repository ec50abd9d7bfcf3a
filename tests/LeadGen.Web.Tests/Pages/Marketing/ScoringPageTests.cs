using System.Net;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.Pages.Marketing.ScoringSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class ScoringPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_marketer_changes_points_as_a_draft_and_publishes_them_with_why_and_what()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("mql_threshold", "90")));
        await marketer.FollowAsync(await marketer.KeepAsync("Points", ("engagement.webinar_live.points", "25")));
        Assert.Equal(100, (await fresh.PublishedAsync()).Model.MqlThreshold);

        var overview = await marketer.OpenAsync("/marketing/scoring");
        Assert.Contains("Threshold 100 → 90", overview.Body.Reads(), StringComparison.Ordinal);
        var review = await marketer.OpenAsync(Publish);
        Assert.Contains("2 changes", review.Body.Reads(), StringComparison.Ordinal);
        var done = await marketer.FollowAsync(
            await marketer.PressAsync(Publish, review.Button("Publish"), ("why", "Webinars sell more than we thought."))
        );
        Assert.StartsWith("Version 2 is in force.", done.Flash(), StringComparison.Ordinal);

        var published = await fresh.PublishedAsync();
        Assert.Equal((2, 90), (published.Version, published.Model.MqlThreshold));
        Assert.Equal(25, published.Model.Engagement.Single(criterion => criterion.Key == "webinar_live").Points);
        Assert.Equal(("Webinars sell more than we thought.", Roles.Marketer), (published.Why, published.PublishedBy));
        Assert.Equal(2, published.Changes?.Count);
        Assert.Contains("Webinars sell more", done.Body.Reads(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_number_is_refused_at_its_field_and_kept()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var answer = await marketer.KeepAsync(
            "Points",
            ("fit.country.points", "lots"),
            ("engagement.webinar_live.points", "10001")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        var input = (IHtmlInputElement)page.QuerySelector("input[name='fit.country.points']")!;
        Assert.Equal(("lots", "true"), (input.Value, input.GetAttribute("aria-invalid")));
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#fit_country_points']"));
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#engagement_webinar_live_points']"));

        answer = await marketer.KeepAsync("Whole", ("mql_threshold", "NaN"), ("max_fit", "-1"), ("name", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        page = await answer.PageAsync();
        Assert.Equal("NaN", ((IHtmlInputElement)page.QuerySelector("input[name=mql_threshold]")!).Value);
        Assert.Equal(
            ["#max_fit", "#mql_threshold", "#name"],
            page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")).Order()
        );
    }

    [Fact]
    public async Task A_model_that_is_no_json_is_refused_and_stays_in_the_box()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        const string Wrong = "{ this is not json </textarea>";
        var answer = await marketer.KeepAsync("Json", ("json", Wrong));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            Wrong,
            ((IHtmlTextAreaElement)(await answer.PageAsync()).QuerySelector("textarea[name=json]")!).Value.Trim()
        );
    }

    [Fact]
    public async Task A_version_comes_as_a_file_and_a_file_becomes_the_draft_or_is_refused_by_its_criteria()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var file = await marketer.GetAsync("/marketing/scoring/versions/1?handler=Json", Cancel);
        Assert.Equal("scoring-model-1.json", file.Content.Headers.ContentDisposition?.FileName);
        var json = await file.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(
            ScoringModelJson.Write(DefaultModel.Value),
            ScoringModelJson.Write(ScoringModelJson.Read(json).Model!)
        );

        var wrong = json.Replace("\"points\": 20", "\"points\": 20000", StringComparison.Ordinal);
        Assert.NotEqual(json, wrong);
        var refused = await marketer.UploadAsync(wrong);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var (place, _) = ScoringModelJson.Read(wrong).Errors.First();
        Assert.Contains(
            place,
            (await refused.PageAsync()).QuerySelector(".error-summary").Reads(),
            StringComparison.Ordinal
        );
        Assert.Null(await fresh.DraftAsync());

        var more = json.Replace("\"mql_threshold\": 100", "\"mql_threshold\": 77", StringComparison.Ordinal);
        await marketer.FollowAsync(await marketer.UploadAsync(more));
        Assert.Equal(77, (await fresh.DraftAsync())!.Model.MqlThreshold);
        var download = await marketer.GetStringAsync(Draft + "?handler=Json", Cancel);
        Assert.Equal(77, ScoringModelJson.Read(download).Model!.MqlThreshold);
    }

    [Fact]
    public async Task A_publish_without_a_why_is_refused()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("name", "Nameless")));
        var before = (await app.PublishedAsync()).Version;
        var review = await marketer.OpenAsync(Publish);

        var answer = await marketer.PressAsync(Publish, review.Button("Publish"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(before, (await app.PublishedAsync()).Version);
    }

    [Fact]
    public async Task Who_edits_publishes_or_throws_away_what_somebody_changed_meanwhile_is_told()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("mql_threshold", "91")));
        var stale = await marketer.OpenAsync(Draft);
        var review = await marketer.OpenAsync(Publish);
        // Thrown away and begun anew: the same number of changes, and another draft.
        await marketer.FollowAsync(await marketer.PressAsync(Draft, stale.Button("Throw the draft away")));
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("mql_threshold", "92")));

        await IsToldAsync(marketer.PressAsync(Draft, stale.Button("Keep"), ("mql_threshold", "77")));
        await IsToldAsync(marketer.PressAsync(Draft, stale.Button("Throw the draft away")));
        await IsToldAsync(marketer.PressAsync(Publish, review.Button("Publish"), ("why", "Late")));
        Assert.Equal(92, (await fresh.DraftAsync())!.Model.MqlThreshold);
        Assert.Equal(1, (await fresh.PublishedAsync()).Version);

        async Task IsToldAsync(Task<HttpResponseMessage> late) =>
            Assert.Contains(
                "in the meantime",
                (await marketer.FollowAsync(await late)).Flash(),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task An_older_version_comes_back_as_a_new_one_and_leaves_the_draft_as_it_is()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("mql_threshold", "80")));
        await marketer.PublishNowAsync("Lower");
        await marketer.FollowAsync(await marketer.KeepAsync("Whole", ("mql_threshold", "70")));

        var old = await marketer.OpenAsync("/marketing/scoring/versions/1");
        var done = await marketer.FollowAsync(
            await marketer.PressAsync("/marketing/scoring/versions/1", old.Button("Return to version 1"))
        );
        Assert.StartsWith("Version 3 is in force.", done.Flash(), StringComparison.Ordinal);
        var published = await fresh.PublishedAsync();
        Assert.Equal(
            (3, 100, "Return to version 1", 1),
            (published.Version, published.Model.MqlThreshold, published.Why, published.ReturnOf)
        );
        Assert.Equal(70, (await fresh.DraftAsync())!.Model.MqlThreshold);

        var third = await marketer.OpenAsync("/marketing/scoring/versions/3");
        Assert.Contains("Threshold 80 → 100", third.Body.Reads(), StringComparison.Ordinal);
        var against = await marketer.OpenAsync("/marketing/scoring/versions/3?against=1");
        Assert.Contains("They say the same.", against.Body.Reads(), StringComparison.Ordinal);
        // Pressed again on the old page, it says that another version is in force by now.
        var late = await marketer.PressAsync("/marketing/scoring/versions/1", old.Button("Return to version 1"));
        Assert.Contains("another version", (await marketer.FollowAsync(late)).Flash(), StringComparison.Ordinal);
        Assert.Equal(3, (await fresh.PublishedAsync()).Version);
    }

    [Fact]
    public async Task A_version_that_there_is_not_is_not_found()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        foreach (var version in new[] { "0", "99999", "x", "-1", "99999999999999999999" })
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await marketer.GetAsync($"/marketing/scoring/versions/{version}", Cancel)).StatusCode
            );
        }
    }

    [Fact]
    public async Task The_progress_of_a_run_is_shown_by_itself_and_on_the_page()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        await fresh.DbAsync(async db =>
        {
            var run = await RescoreRuns.StartAsync(
                db,
                Domain.Lifecycle.MoveCause.ModelPublished,
                fresh.Clock.GetUtcNow(),
                Cancel
            );
            (run.Done, run.Total, run.FinishedAt) = (1234, 5000, fresh.Clock.GetUtcNow());
            db.RescoreRuns.Add(run);
            return await db.SaveChangesAsync(Cancel);
        });
        var part = await marketer.OpenAsync("/marketing/scoring?handler=Run");
        Assert.Contains("scored by the version in force: 1,234", part.Body.Reads(), StringComparison.Ordinal);
        Assert.Null(part.QuerySelector("header"));
    }
}
