using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests;

/// <summary>Looks at pages and sends their forms, as a browser without script does.</summary>
internal static class Browsing
{
    public static async Task<IHtmlDocument> OpenAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} answered {answer.StatusCode}");
        return await answer.PageAsync();
    }

    public static async Task<IHtmlDocument> PageAsync(this HttpResponseMessage answer) =>
        await new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = false }).ParseDocumentAsync(
            await answer.Content.ReadAsStringAsync(Cancel),
            Cancel
        );

    /// <summary>Presses the button: sends the form it stands in, with what else was filled in.</summary>
    /// <param name="path">Of the page, for a form that names none.</param>
    public static Task<HttpResponseMessage> PressAsync(
        this HttpClient client,
        string path,
        IElement? button,
        params (string Name, string Value)[] filled
    )
    {
        var form = (IHtmlFormElement)Assert.IsType<IHtmlButtonElement>(button, exactMatch: false).Closest("form")!;
        var fields = form.QuerySelectorAll(
                "input:not([type=radio]):not([type=checkbox]), input:checked, select, textarea"
            )
            .Select(field => (Name: field.GetAttribute("name")!, Value: ValueOf(field)))
            .Append((Name: button!.GetAttribute("name")!, Value: button.GetAttribute("value") ?? ""))
            .Where(field => field.Name is not null && !filled.Any(given => given.Name == field.Name))
            .Concat(filled)
            .Select(field => KeyValuePair.Create(field.Name, field.Value));
        return client.PostAsync(form.GetAttribute("action") ?? path, new FormUrlEncodedContent(fields), Cancel);
    }

    /// <summary>Where it leads, and what the page there looks like.</summary>
    public static async Task<IHtmlDocument> FollowAsync(this HttpClient client, HttpResponseMessage answer)
    {
        Assert.True(
            answer.StatusCode == HttpStatusCode.Redirect,
            $"{answer.StatusCode}: {(await answer.PageAsync()).QuerySelector(".error-summary, h1")?.TextContent}"
        );
        return await client.OpenAsync(answer.Headers.Location!.OriginalString);
    }

    public static string Flash(this IHtmlDocument page) => page.QuerySelector(".flash > div")?.TextContent.Trim() ?? "";

    /// <summary>The text as it reads: one space between words, whatever the markup between them.</summary>
    public static string Reads(this IElement? element) =>
        string.Join(
            ' ',
            (element?.Descendants<IText>() ?? []).SelectMany(text =>
                text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            )
        );

    private static string ValueOf(IElement field) =>
        field switch
        {
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement select => select.Value ?? "",
            IHtmlTextAreaElement text => text.Value,
            _ => "",
        };
}
