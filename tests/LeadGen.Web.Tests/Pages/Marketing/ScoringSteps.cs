using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

/// <summary>What marketers do on the pages of the scoring model.</summary>
internal static class ScoringSteps
{
    public const string Draft = "/marketing/scoring/draft";
    public const string Publish = "/marketing/scoring/publish";
    public const string Golden = "/marketing/scoring/golden";

    /// <summary>The button of this text; what only screen readers say counts too.</summary>
    public static IElement Button(this IHtmlDocument page, string text) =>
        page.QuerySelectorAll("main button")
            .FirstOrDefault(button => button.Reads().Replace(" : ", ": ", StringComparison.Ordinal) == text)
        ?? throw new InvalidOperationException(
            $"No button “{text}”, but {string.Join(", ", page.QuerySelectorAll("main button").Select(one => one.Reads()).Take(20))}"
        );

    /// <summary>Fills in one of the forms of the draft and keeps it.</summary>
    public static Task<HttpResponseMessage> KeepAsync(
        this HttpClient client,
        string handler,
        params (string Name, string Value)[] answers
    ) => client.SubmitAsync(Draft, handler, answers);

    /// <summary>Presses a button that sends its form to a handler of its own.</summary>
    public static async Task<HttpResponseMessage> PressToAsync(
        this HttpClient client,
        string path,
        string text,
        params (string Name, string Value)[] filled
    )
    {
        var button = (await client.OpenAsync(path)).Button(text);
        button.Closest("form")!.SetAttribute("action", path + button.GetAttribute("formaction"));
        return await client.PressAsync(path, button, filled);
    }

    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient client, string json)
    {
        var page = await client.OpenAsync(Draft);
        var form = page.Forms.Single(one =>
            one.GetAttribute("action")?.Contains("handler=Json", StringComparison.Ordinal) == true
        );
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
        {
            content.Add(new StringContent(input.Value), input.Name!);
        }

        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(json)), "file", "model.json");
        return await client.PostAsync(form.GetAttribute("action"), content, Cancel);
    }

    public static async Task<IHtmlDocument> PublishNowAsync(
        this HttpClient client,
        string why,
        params (string Name, string Value)[] filled
    )
    {
        var review = await client.OpenAsync(Publish);
        return await client.FollowAsync(
            await client.PressAsync(Publish, review.QuerySelector("button.primary"), [("why", why), .. filled])
        );
    }

    public static Task<ScoringModelVersion> PublishedAsync(this WebApp app) =>
        app.DbAsync(db =>
            db.ScoringModels.AsNoTracking().SingleAsync(model => model.State == ModelState.Published, Cancel)
        );

    public static Task<ScoringModelVersion?> DraftAsync(this WebApp app) =>
        app.DbAsync(db =>
            db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(model => model.State == ModelState.Draft, Cancel)
        );
}
