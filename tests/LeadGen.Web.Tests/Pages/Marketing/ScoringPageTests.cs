using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class ScoringPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Path = "/marketing/scoring";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_marketer_changes_points_as_a_draft_and_publishes_them()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var form = FormOf(await PageAsync(marketer), "Save");
        form["mql_threshold"] = "90";
        form["engagement.webinar_live.points"] = "25";
        var saved = await PostAsync(marketer, "Save", form);
        Assert.True(
            saved.StatusCode == HttpStatusCode.Redirect,
            (await ParseAsync(saved)).QuerySelector(".error-summary")?.TextContent
        );

        var drafted = await PageAsync(marketer);
        Assert.Equal("90", FormOf(drafted, "Save")["mql_threshold"]);
        Assert.Equal(100, (await PublishedAsync()).Model.MqlThreshold);

        var publish = FormOf(drafted, "Publish");
        publish["why"] = "Webinars sell more than we thought.";
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(marketer, "Publish", publish)).StatusCode);

        var published = await PublishedAsync();
        Assert.Equal((2, 90), (published.Version, published.Model.MqlThreshold));
        Assert.Equal(25, published.Model.Engagement.Single(criterion => criterion.Key == "webinar_live").Points);
        Assert.Equal("Webinars sell more than we thought.", published.Why);
        Assert.Contains(
            "Webinars sell more",
            await (await marketer.GetAsync(Path, Cancel)).Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_no_number_is_refused_at_its_field_and_kept()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var form = FormOf(await PageAsync(marketer), "Save");
        form["fit.country.points"] = "lots";
        form["engagement.content.times"] = "";
        var answer = await PostAsync(marketer, "Save", form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await ParseAsync(answer);
        var input = (IHtmlInputElement)page.QuerySelector("input[name='fit.country.points']")!;
        Assert.Equal(("lots", "true"), (input.Value, input.GetAttribute("aria-invalid")));
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#fit_country_points']"));
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#engagement_content_times']"));
    }

    [Fact]
    public async Task A_model_that_is_no_json_is_refused_and_stays_in_the_box()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var form = FormOf(await PageAsync(marketer), "Json");
        form["json"] = "{ this is not json </textarea>";
        var answer = await PostAsync(marketer, "Json", form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            "{ this is not json </textarea>",
            ((IHtmlTextAreaElement)(await ParseAsync(answer)).QuerySelector("textarea[name=json]")!).Value.Trim()
        );
    }

    [Fact]
    public async Task A_publish_without_a_why_is_refused()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var form = FormOf(await PageAsync(marketer), "Save");
        await PostAsync(marketer, "Save", form);
        var publish = FormOf(await PageAsync(marketer), "Publish");
        var before = (await PublishedAsync()).Version;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(marketer, "Publish", publish)).StatusCode);
        Assert.Equal(before, (await PublishedAsync()).Version);
    }

    [Fact]
    public async Task Who_edits_what_somebody_changed_meanwhile_is_told()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var stale = FormOf(await PageAsync(marketer), "Save");
        await PostAsync(marketer, "Save", stale);
        stale["mql_threshold"] = "77";
        await PostAsync(marketer, "Save", stale);

        Assert.NotEqual("77", FormOf(await PageAsync(marketer), "Save")["mql_threshold"]);
    }

    private async Task<ScoringModelVersion> PublishedAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        return await db.ScoringModels.AsNoTracking().SingleAsync(model => model.State == ModelState.Published, Cancel);
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient client)
    {
        var answer = await client.GetAsync(Path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
        {
            client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        }

        return await ParseAsync(answer);
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancel));

    /// <summary>What a browser would send if nobody typed anything.</summary>
    private static Dictionary<string, string> FormOf(IHtmlDocument page, string handler)
    {
        var form = page.Forms.Single(f => f.Action.Contains("handler=" + handler, StringComparison.Ordinal));
        var fields = new Dictionary<string, string>();
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name: { } name, Type: not "checkbox" } input:
                    fields[name] = input.Value;
                    break;
                case IHtmlTextAreaElement { Name: { } name } area:
                    fields[name] = area.Value;
                    break;
                default:
                    break;
            }
        }

        return fields;
    }

    private static Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        string handler,
        Dictionary<string, string> form
    ) => client.PostAsync($"{Path}?handler={handler}", new FormUrlEncodedContent(form), Cancel);
}
