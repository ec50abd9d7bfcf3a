using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LeadGen.Web.Mail;

/// <summary>
/// What staff wrote in Markdown, as HTML and as text of a mail: without raw HTML and pictures, with links to pages and mail only. In the text a
/// link is a number, and its address follows on a line of its own.
/// </summary>
internal static class MailMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static string ToHtml(string markdown, MailLinks links)
    {
        var document = Parse(markdown, links);
        // A picture would tell us that the mail was opened.
        foreach (var picture in document.Descendants<LinkInline>().Where(link => link.IsImage).ToList())
        {
            picture.IsImage = false;
        }

        return document.ToHtml(Pipeline);
    }

    public static string ToText(string markdown, MailLinks links)
    {
        var text = new StringBuilder();
        var addresses = new List<string>();
        foreach (var block in Parse(markdown, links))
        {
            Write(block, "", text, addresses);
        }

        return text.ToString();
    }

    private static MarkdownDocument Parse(string markdown, MailLinks links)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = Address(link.Url, links);
        }

        foreach (var link in document.Descendants<AutolinkInline>())
        {
            link.Url = link.IsEmail ? link.Url : Address(link.Url, links);
        }

        return document;
    }

    private static string Address(string? url, MailLinks links) =>
        url switch
        {
            null or "" => links.To("/"),
            ['/', '/', ..] => links.To("/"),
            ['/', ..] => links.To(url),
            _ when Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" =>
                url,
            _ => links.To("/"),
        };

    private static void Write(Block block, string before, StringBuilder text, List<string> addresses)
    {
        switch (block)
        {
            case ListBlock list:
                var number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
                foreach (var item in list.OfType<ListItemBlock>())
                {
                    var mark = list.IsOrdered ? $"{number++}. " : "- ";
                    foreach (var (child, i) in item.Select((child, i) => (child, i)))
                    {
                        Write(child, i == 0 ? before + mark : before, text, addresses);
                    }
                }

                break;
            case QuoteBlock quote:
                foreach (var child in quote)
                {
                    Write(child, before + "> ", text, addresses);
                }

                break;
            case LeafBlock { Inline: { } inline }:
                var first = addresses.Count;
                text.Append(before);
                Write(inline, text, addresses);
                text.Append("\n\n");
                for (var i = first; i < addresses.Count; i++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"[{i + 1}] {addresses[i]}\n");
                }

                text.Append(addresses.Count > first ? "\n" : "");
                break;
            case LeafBlock leaf:
                text.Append(before).Append(leaf.Lines.ToString()).Append("\n\n");
                break;
        }
    }

    private static void Write(ContainerInline container, StringBuilder text, List<string> addresses)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LinkInline link:
                    Write(link, text, addresses);
                    addresses.Add(link.Url!);
                    text.Append(CultureInfo.InvariantCulture, $" [{addresses.Count}]");
                    break;
                case ContainerInline inner:
                    Write(inner, text, addresses);
                    break;
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case AutolinkInline link:
                    text.Append(link.Url);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
            }
        }
    }
}
