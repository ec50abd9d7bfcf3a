using System.Net;
using System.Text.RegularExpressions;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;

namespace LeadGen.Web.Mail;

/// <summary>Lets the links in a mail to a lead go by way of us, so that it is known that they were followed, and adds one that people do not see.</summary>
public sealed partial class CountedLinks(ClickTokens tokens, MailLinks links)
{
    private const int LinksMax = 50;

    /// <summary>Pages where a link does nothing by itself, and that are nobody's to count.</summary>
    private static readonly string[] Private = ["/confirm/", "/preferences/", "/m/"];

    public WrittenMail In(WrittenMail written, OutgoingMail mail)
    {
        if (mail.LeadId is null || !IsCounted(mail))
        {
            return written;
        }

        var root = links.To("/").TrimEnd('/');
        var counted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var match in Link().Matches(written.Html).AsEnumerable())
        {
            var address = WebUtility.HtmlDecode(match.Groups[1].Value);
            var target = address.StartsWith(root + "/", StringComparison.Ordinal) ? address[root.Length..] : address;
            if (IsCounted(address, target) && counted.Count < LinksMax)
            {
                counted.TryAdd(address, Address(new MailLink(mail.Id, counted.Count + 1, target)));
            }
        }

        if (counted.Count == 0)
        {
            return written;
        }

        var html = Link()
            .Replace(
                written.Html,
                match =>
                    counted.TryGetValue(WebUtility.HtmlDecode(match.Groups[1].Value), out var by)
                        ? $"href=\"{by}\""
                        : match.Value
            );
        var hidden = Address(new MailLink(mail.Id, MachineRules.HiddenLink, "/"));
        return written with
        {
            Html = html.Replace(
                "</body>",
                $"<a href=\"{hidden}\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\"></a></body>",
                StringComparison.Ordinal
            ),
            // The longest first: one address may be the beginning of another.
            Text = counted
                .OrderByDescending(link => link.Key.Length)
                .Aggregate(
                    written.Text,
                    (text, link) => Regex.Replace(text, Regex.Escape(link.Key) + @"(?=\s|$)", link.Value)
                ),
        };

        string Address(MailLink link) => $"{root}/m/{tokens.Write(link)}";
    }

    private static bool IsCounted(OutgoingMail mail) =>
        mail.Kind switch
        {
            MailKind.Letter => false,
            MailKind.Nurture => JsonColumn.Read<NurtureMail>(mail.Data).Counts,
            _ => true,
        };

    private static bool IsCounted(string address, string target) =>
        address.StartsWith("http", StringComparison.Ordinal)
        && !Array.Exists(Private, path => target.StartsWith(path, StringComparison.Ordinal));

    [GeneratedRegex("href=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
