using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Operations;
using MimeKit;

namespace LeadGen.Web.Mail;

/// <summary>Makes of a row what goes over the wire.</summary>
public sealed class MailWriter(
    MailTemplates templates,
    CountedLinks counted,
    MailRoute route,
    MailLinks links,
    PersonTokens tokens,
    TimeProvider time
)
{
    /// <summary>Who asks about a mail names the request that it came from, and it is found in the logs.</summary>
    public const string RequestHeader = "X-Request-Id";

    public MimeMessage Write(OutgoingMail mail)
    {
        var preferences = mail.LeadId is { } lead ? tokens.Preferences(lead) : null;
        var written = counted.In(templates.Write(mail.Kind, mail.Data, preferences), mail);
        var body = new BodyBuilder { TextBody = written.Text, HtmlBody = written.Html };
        if (CalendarOf(mail) is { } calendar)
        {
            body.Attachments.Add(
                "event.ics",
                Encoding.UTF8.GetBytes(calendar),
                new ContentType("text", "calendar") { Charset = "utf-8", Parameters = { { "method", "PUBLISH" } } }
            );
        }

        var message = new MimeMessage
        {
            Subject = written.Subject,
            Date = time.GetUtcNow(),
            Body = body.ToMessageBody(),
        };
        if (mail.MessageId is { } id)
        {
            message.MessageId = id;
        }

        message.From.Add(AddressOf(Sender(mail), route.Server!.From.Value));
        message.To.Add(AddressOf(name: null, mail.ToAddress));
        if (mail.ReplyTo is { } reply)
        {
            message.ReplyTo.Add(AddressOf(mail.ReplyToName, reply));
        }

        if (mail.RequestId is { } request)
        {
            message.Headers.Add(RequestHeader, request);
        }

        if (mail.Kind != MailKind.Letter)
        {
            // No machine shall answer a machine.
            message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        }

        if (preferences is not null && CarriesUnsubscribe(mail.Kind))
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{links.To(preferences)}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return message;
    }

    private static string? CalendarOf(OutgoingMail mail) =>
        mail.Kind == MailKind.Delivery ? JsonColumn.Read<DeliveryMail>(mail.Data).Calendar : null;

    /// <summary>
    /// Mails to leads are ended by one click in the mail program (RFC 8058), what a rep writes and what somebody asked for too, as its
    /// reader would else call it spam. What somebody must confirm is no list yet, and the links to one's own data are none.
    /// </summary>
    private static bool CarriesUnsubscribe(MailKind kind) =>
        kind is MailKind.Letter or MailKind.Nurture or MailKind.Delivery;

    /// <summary>Who wrote it themself is named; the address stays that which the mail server lets us use.</summary>
    private string Sender(OutgoingMail mail) =>
        mail is { Kind: MailKind.Letter, ReplyToName: { Length: > 0 } author } ? author : route.Server!.FromName;

    /// <summary>With the domain in ASCII, which every server takes.</summary>
    /// <exception cref="LeadGen.Domain.DomainException">It is no address.</exception>
    private static MailboxAddress AddressOf(string? name, string address)
    {
        var parsed = EmailAddress.Parse(address);
        return new MailboxAddress(name, $"{parsed.Value[..parsed.Value.LastIndexOf('@')]}@{parsed.Domain}");
    }
}
