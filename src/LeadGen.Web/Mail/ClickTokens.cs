using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Mail;

/// <summary>A link in a mail: the mail, which of its links it is, and where it leads.</summary>
/// <param name="Number">From 1; <see cref="LeadGen.Domain.Touchpoints.MachineRules.HiddenLink"/> is the one that people do not see.</param>
/// <param name="Target">A path of this app, or the whole address of another.</param>
public sealed record MailLink(Guid MailId, int Number, string Target);

/// <summary>Seals links, so that they lead where a mail of ours led, and nowhere else.</summary>
public sealed class ClickTokens(IDataProtectionProvider keys)
{
    private const int IdBytes = 16;
    private const int TextMaxLength = 4000;

    private readonly IDataProtector _protector = keys.CreateProtector("LeadGen", "mail link");

    public string Write(MailLink link)
    {
        var payload = new byte[IdBytes + 1 + Encoding.UTF8.GetByteCount(link.Target)];
        link.MailId.TryWriteBytes(payload, bigEndian: true, out _);
        payload[IdBytes] = checked((byte)link.Number);
        Encoding.UTF8.GetBytes(link.Target, payload.AsSpan(IdBytes + 1));
        return WebEncoders.Base64UrlEncode(_protector.Protect(payload));
    }

    /// <summary>Null for whatever we have not sealed ourselves.</summary>
    public MailLink? Read(string? text)
    {
        if (text is not { Length: > 0 and <= TextMaxLength })
        {
            return null;
        }

        try
        {
            var payload = _protector.Unprotect(WebEncoders.Base64UrlDecode(text));
            return payload.Length <= IdBytes + 1
                ? null
                : new MailLink(
                    new Guid(payload.AsSpan(0, IdBytes), bigEndian: true),
                    payload[IdBytes],
                    Encoding.UTF8.GetString(payload, IdBytes + 1, payload.Length - IdBytes - 1)
                );
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
