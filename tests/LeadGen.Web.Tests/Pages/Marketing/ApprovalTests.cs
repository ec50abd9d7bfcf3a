using System.Net;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Api;
using static LeadGen.Web.Tests.Pages.Marketing.ScoringSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class ApprovalTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Overview = "/marketing/scoring";

    [Fact]
    public async Task With_approval_asked_for_one_proposes_and_another_publishes()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var mia = await fresh.SignedInAsync(Roles.Marketer);
        using var ann = await fresh.SignedInAsync(Roles.Admin);
        await AskForApprovalAsync(ann);
        await mia.FollowAsync(await mia.KeepAsync("Whole", ("mql_threshold", "90")));
        var proposed = await mia.PublishNowAsync("Too few leads");
        Assert.StartsWith("Proposed.", proposed.Flash(), StringComparison.Ordinal);
        Assert.Equal(1, (await fresh.PublishedAsync()).Version);

        // Who proposed it has no button, and is refused without one.
        var own = await mia.OpenAsync(Publish);
        Assert.DoesNotContain(own.QuerySelectorAll("main button"), button => button.Reads() == "Approve and publish");
        var review = await ann.OpenAsync(Publish);
        var seen = review.QuerySelector("input[name=seen]")!.GetAttribute("value")!;
        var refused = await mia.FollowAsync(await mia.SubmitAsync(Publish, "Approve", ("seen", seen)));
        Assert.Contains("proposed it yourself", refused.Flash(), StringComparison.Ordinal);
        Assert.Equal(1, (await fresh.PublishedAsync()).Version);

        var done = await ann.FollowAsync(await ann.PressAsync(Publish, review.Button("Approve and publish")));
        Assert.StartsWith("Version 2 is in force.", done.Flash(), StringComparison.Ordinal);
        var published = await fresh.PublishedAsync();
        Assert.Equal(
            ("Too few leads", Roles.Marketer, Roles.Admin),
            (published.Why, published.ProposedBy, published.PublishedBy)
        );
    }

    [Fact]
    public async Task A_change_takes_the_proposal_back_and_what_was_seen_before_it_cannot_be_approved()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var mia = await fresh.SignedInAsync(Roles.Marketer);
        using var ann = await fresh.SignedInAsync(Roles.Admin);
        await AskForApprovalAsync(ann);
        await mia.FollowAsync(await mia.KeepAsync("Whole", ("mql_threshold", "90")));
        await mia.PublishNowAsync("Too few leads");
        var review = await ann.OpenAsync(Publish);

        await mia.FollowAsync(await mia.KeepAsync("Whole", ("mql_threshold", "9")));
        Assert.Null((await fresh.DraftAsync())!.ProposedAt);
        var late = await ann.FollowAsync(await ann.PressAsync(Publish, review.Button("Approve and publish")));
        Assert.Contains("in the meantime", late.Flash(), StringComparison.Ordinal);
        Assert.Equal(1, (await fresh.PublishedAsync()).Version);

        await mia.PublishNowAsync("Many more");
        await mia.FollowAsync(await mia.PressToAsync(Publish, "Take the proposal back"));
        Assert.Null((await fresh.DraftAsync())!.ProposedAt);
    }

    [Fact]
    public async Task A_program_proposes_too_and_an_older_version_comes_back_by_two()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var mia = await fresh.SignedInAsync(Roles.Marketer);
        using var ann = await fresh.SignedInAsync(Roles.Admin);
        await mia.FollowAsync(await mia.KeepAsync("Whole", ("mql_threshold", "90")));
        await mia.PublishNowAsync("Lower");
        await AskForApprovalAsync(ann);

        var api = await fresh.WithFullKeyAsync();
        const string Path = "/api/v1/scoring/models/draft";
        var published = (await api.GetAnswerAsync("/api/v1/scoring/models/published")).Json.GetRawText();
        (await api.PutAnswerAsync(Path, published)).Is(HttpStatusCode.OK);
        (await api.PostAnswerAsync(Path + "/publish", new { why = "Nothing" })).IsInvalid("model");
        var other = published.Replace("\"mql_threshold\":90", "\"mql_threshold\":95", StringComparison.Ordinal);
        (await api.PutAnswerAsync(Path, other)).Is(HttpStatusCode.OK);
        var proposed = await api.PostAnswerAsync(Path + "/publish", new { why = "By program" });
        proposed.Is(HttpStatusCode.Accepted);
        Assert.Equal(("draft", "Test"), (proposed.Text("state"), proposed.Text("proposed_by")));
        (await api.PostAnswerAsync(Path + "/publish", new { why = "Again" })).Is(HttpStatusCode.Accepted);
        Assert.Equal("By program", (await fresh.DraftAsync())!.Why);

        var busy = await ReturnAsync(ann);
        Assert.Contains("draft is under way", busy.Flash(), StringComparison.Ordinal);
        var review = await mia.OpenAsync(Publish);
        await mia.FollowAsync(await mia.PressAsync(Publish, review.Button("Approve and publish")));
        Assert.Equal(3, (await fresh.PublishedAsync()).Version);

        await ReturnAsync(ann);
        Assert.Equal("Return to version 1", (await fresh.DraftAsync())!.Why);
        review = await mia.OpenAsync(Publish);
        await mia.FollowAsync(await mia.PressAsync(Publish, review.Button("Approve and publish")));
        Assert.Equal(
            (4, 100),
            ((await fresh.PublishedAsync()).Version, (await fresh.PublishedAsync()).Model.MqlThreshold)
        );
    }

    [Fact]
    public async Task Only_an_administrator_changes_whether_approval_is_asked_for()
    {
        using var mia = await app.SignedInAsync(Roles.Marketer);
        using var ann = await app.SignedInAsync(Roles.Admin);
        var page = await mia.OpenAsync(Overview);
        Assert.Null(page.QuerySelector("form[action*=Approval]"));
        var token = page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await mia.PostAsync(
            Overview + "?handler=Approval",
            new FormUrlEncodedContent(
                new Dictionary<string, string> { ["needed"] = "true", ["__RequestVerificationToken"] = token }
            ),
            Cancel
        );
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("does so alone", (await ann.OpenAsync(Overview)).Body.Reads(), StringComparison.Ordinal);
    }

    private static async Task AskForApprovalAsync(HttpClient admin)
    {
        var page = await admin.OpenAsync(Overview);
        await admin.FollowAsync(await admin.PressAsync(Overview, page.Button("Ask for a second person’s approval")));
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ReturnAsync(HttpClient client)
    {
        const string Path = "/marketing/scoring/versions/1";
        var page = await client.OpenAsync(Path);
        return await client.FollowAsync(await client.PressAsync(Path, page.Button("Return to version 1")));
    }
}
