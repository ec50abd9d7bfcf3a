using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LeadGen.Web.Tests;

/// <summary>What a browser does with pages and forms, without scripts.</summary>
public static class FormPosts
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<IHtmlDocument> PageAsync(this HttpClient client, string path) =>
        await ParseAsync(await client.GetAsync(path, Cancel));

    public static async Task<IHtmlDocument> ParseAsync(this HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancel));

    /// <summary>Opens the page and sends its form with these answers over what stands in it.</summary>
    /// <param name="handler">Of several forms the one for this page handler.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client,
        string path,
        string? handler = null,
        params (string Name, string Value)[] answers
    )
    {
        var page = await client.PageAsync(path);
        var form = page.Forms.First(form =>
            form.Closest("main") is not null
            && (form.GetAttribute("action") ?? "").Contains(handler is null ? "" : "handler=" + handler)
            && (handler is not null || !(form.GetAttribute("action") ?? "").Contains("handler="))
        );
        var given = answers.Select(answer => answer.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var fields = Fields(form).Where(field => !given.Contains(field.Key));
        var all = fields.Concat(answers.Select(answer => KeyValuePair.Create(answer.Name, answer.Value)));
        var action = form.GetAttribute("action") is { Length: > 0 } target ? target : path;
        return await client.PostAsync(action, new FormUrlEncodedContent(all), Cancel);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            if (element is IHtmlInputElement { Name: { Length: > 0 } name } input)
            {
                if (input.Type is not ("checkbox" or "radio") || input.IsChecked)
                {
                    yield return new(name, input.Value);
                }
            }
            else if (element is IHtmlTextAreaElement { Name: { Length: > 0 } area } text)
            {
                yield return new(area, text.Value);
            }
            else if (element is IHtmlSelectElement { Name: { Length: > 0 } choice } select)
            {
                yield return new(choice, select.Value ?? "");
            }
        }
    }
}
