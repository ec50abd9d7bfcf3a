using LeadGen.Domain.Offers;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LeadGen.Web.Capture;

/// <summary>
/// The body of an offer as HTML: Markdown without raw HTML, and with links that lead to pages or mail only. A link to a call to
/// action is a button.
/// </summary>
public static class OfferBody
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .Build();

    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = IsSafe(link.Url) ? link.Url : "#";
            if (!link.IsImage && CallLinks.Read(link.Url) is not null)
            {
                link.GetAttributes().AddClass("button");
                link.GetAttributes().AddProperty("rel", "nofollow");
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>())
        {
            link.Url = link.IsEmail || IsSafe(link.Url) ? link.Url : "#";
        }

        return document.ToHtml(Pipeline);
    }

    private static bool IsSafe(string? url) =>
        url is not null
        && Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out var uri)
        && (
            uri.IsAbsoluteUri
                ? uri.Scheme is "http" or "https" or "mailto" or "tel" or "file" && IsPathOrKnown(url, uri)
                : !url.Contains(':', StringComparison.Ordinal)
        );

    // "/about" is an absolute file address for Uri on Unix.
    private static bool IsPathOrKnown(string url, Uri uri) => uri.Scheme != "file" || url.StartsWith('/');
}
