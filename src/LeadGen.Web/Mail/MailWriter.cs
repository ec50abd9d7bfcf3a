using LeadGen.Domain.Capture;
using LeadGen.Web.Data.Mails;
using MimeKit;

namespace LeadGen.Web.Mail;

/// <summary>Makes of a row what goes over the wire.</summary>
public sealed class MailWriter(MailTemplates templates, MailRoute route, TimeProvider time)
{
    public MimeMessage Write(OutgoingMail mail)
    {
        var written = templates.Write(mail.Kind, mail.Data);
        var message = new MimeMessage
        {
            Subject = written.Subject,
            Date = time.GetUtcNow(),
            Body = new BodyBuilder { TextBody = written.Text, HtmlBody = written.Html }.ToMessageBody(),
        };
        if (mail.MessageId is { } id)
        {
            message.MessageId = id;
        }

        message.From.Add(AddressOf(route.Server!.FromName, route.Server.From.Value));
        message.To.Add(AddressOf(name: null, mail.ToAddress));
        if (mail.ReplyTo is { } reply)
        {
            message.ReplyTo.Add(AddressOf(mail.ReplyToName, reply));
        }

        if (mail.Kind != MailKind.Letter)
        {
            // No machine shall answer a machine.
            message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        }

        return message;
    }

    /// <summary>With the domain in ASCII, which every server takes.</summary>
    /// <exception cref="LeadGen.Domain.DomainException">It is no address.</exception>
    private static MailboxAddress AddressOf(string? name, string address)
    {
        var parsed = EmailAddress.Parse(address);
        return new MailboxAddress(name, $"{parsed.Value[..parsed.Value.LastIndexOf('@')]}@{parsed.Domain}");
    }
}
