using System.Net;
using HandlebarsDotNet;

namespace LeadGen.Web.Mail;

/// <summary>
/// What templates are built of: <c>{{#p}}</c> a paragraph, <c>{{#small}}</c> a remark at the end, <c>{{#button path}}</c> the one thing to
/// do, <c>{{#item path}}</c> a line that leads somewhere,
/// <c>{{#foot path}}</c> the small one at the very end, <c>{{paragraphs text}}</c> what a person wrote, <c>{{markdown text}}</c> what they wrote
/// in Markdown.
/// </summary>
internal static class MailMarkup
{
    public static void AddTo(IHandlebars handlebars, MailLinks links, bool asHtml)
    {
        Block("p", (inner, _) => asHtml ? $"<p>{inner}</p>\n" : $"{inner}\n\n");
        Block("small", (inner, _) => asHtml ? $"<p class=\"small\">{inner}</p>\n" : $"{inner}\n\n");
        Block(
            "button",
            (inner, path) =>
                asHtml
                    ? $"<p><a class=\"button\" href=\"{Encode(links.To(path))}\">{inner}</a></p>\n"
                    : $"{inner}: {links.To(path)}\n\n"
        );
        Block(
            "item",
            (inner, path) =>
                asHtml
                    ? $"<p class=\"item\"><a href=\"{Encode(links.To(path))}\">{inner}</a></p>\n"
                    : $"- {inner}\n{links.To(path)}\n\n"
        );
        Block(
            "foot",
            (inner, path) =>
                asHtml
                    ? $"<p class=\"small\"><a href=\"{Encode(links.To(path))}\">{inner}</a></p>\n"
                    : $"--\n{inner}: {links.To(path)}\n\n"
        );
        handlebars.RegisterHelper(
            "paragraphs",
            (output, _, arguments) => output.WriteSafeString(Paragraphs(arguments.At<string>(0), asHtml))
        );
        handlebars.RegisterHelper(
            "markdown",
            (output, _, arguments) =>
            {
                var text = arguments.At<string>(0) ?? "";
                output.WriteSafeString(asHtml ? MailMarkdown.ToHtml(text, links) : MailMarkdown.ToText(text, links));
            }
        );

        void Block(string name, Func<string, string, string> write) =>
            handlebars.RegisterHelper(
                name,
                (output, options, context, arguments) =>
                {
                    var argument = arguments.Length > 0 ? arguments.At<string>(0) : null;
                    output.WriteSafeString(write(options.Template().Trim(), argument ?? ""));
                }
            );
    }

    private static string Paragraphs(string? text, bool asHtml)
    {
        var paragraphs = (text ?? "")
            .ReplaceLineEndings("\n")
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Concat(
            asHtml
                ? paragraphs.Select(one => $"<p>{Encode(one).Replace("\n", "<br>\n", StringComparison.Ordinal)}</p>\n")
                : paragraphs.Select(one => one + "\n\n")
        );
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
