using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using LeadGen.Domain;
using LeadGen.Web.Data.Mails;

namespace LeadGen.Web.Mail;

/// <summary>A mail as it is read.</summary>
public sealed record WrittenMail(string Subject, string Text, string Html);

/// <summary>
/// The embedded files <c>Templates/*.hbs</c>: from one source both the text and the HTML of a mail, as the block helpers in it write
/// themselves differently. What is filled in is escaped in HTML, and never read as a template.
/// </summary>
public sealed partial class MailTemplates
{
    private const string Prefix = "mail/";
    private const string Suffix = ".hbs";
    private const string Layout = "layout";
    private const string SubjectLine = "subject:";
    private const int SubjectMaxLength = 200;

    private readonly FrozenDictionary<MailKind, Template> _templates;
    private readonly HandlebarsTemplate<object, object> _layout;

    public MailTemplates(MailLinks links)
    {
        var text = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new AsItIs() });
        var html = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new HtmlEncoder() });
        MailMarkup.AddTo(text, links, asHtml: false);
        MailMarkup.AddTo(html, links, asHtml: true);
        _layout = html.Compile(Read(Layout));
        _templates = Enum.GetValues<MailKind>().ToFrozenDictionary(kind => kind, kind => Compile(kind, text, html));
    }

    /// <param name="preferences">Where the reader chooses which mail they get; null where the mail is not to a lead.</param>
    public WrittenMail Write(MailKind kind, string data, string? preferences = null)
    {
        var template = _templates[kind];
        var values = MailValues.Of(data);
        values["preferences"] = preferences;
        var subject = OneLine().Replace(template.Subject(values), " ").Trim();
        return new WrittenMail(
            subject.Length > SubjectMaxLength ? subject[..SubjectMaxLength].TrimEnd() + "…" : subject,
            Tidy(template.Text(values)),
            _layout(new Dictionary<string, object?> { ["subject"] = subject, ["body"] = template.Html(values) })
        );
    }

    private static Template Compile(MailKind kind, IHandlebars text, IHandlebars html)
    {
        var source = Read(Terms.Of(kind));
        var end = source.IndexOf('\n', StringComparison.Ordinal);
        if (!source.StartsWith(SubjectLine, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The template of {kind} does not begin with its subject.");
        }

        var body = source[(end + 1)..];
        return new Template(text.Compile(source[SubjectLine.Length..end]), text.Compile(body), html.Compile(body));
    }

    private static string Read(string name)
    {
        using var stream =
            typeof(MailTemplates).Assembly.GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new InvalidOperationException($"There is no mail template {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Lines without the blanks of the template, and never two empty ones.</summary>
    private static string Tidy(string text) =>
        EmptyLines().Replace(string.Join('\n', text.Split('\n').Select(line => line.Trim())), "\n\n").Trim() + "\n";

    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}]+")]
    private static partial Regex OneLine();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();

    private sealed record Template(
        HandlebarsTemplate<object, object> Subject,
        HandlebarsTemplate<object, object> Text,
        HandlebarsTemplate<object, object> Html
    );
}

/// <summary>For the text of mails, in which nothing means anything.</summary>
internal sealed class AsItIs : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target) => target.Write(text);

    public void Encode(string? text, TextWriter target) => target.Write(text);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        while (text?.MoveNext() == true)
        {
            target.Write(text.Current);
        }
    }
}

/// <summary>JSON as the values that templates know.</summary>
internal static class MailValues
{
    public static Dictionary<string, object?> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement) as Dictionary<string, object?> ?? [];
    }

    private static object? Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().ToDictionary(one => one.Name, one => Of(one.Value)),
            JsonValueKind.Array => element.EnumerateArray().Select(Of).ToList(),
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetDecimal(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => null,
        };
}
