using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using LeadGen.Domain.Offers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Capture;

/// <summary>
/// Which fields a form did not ask, as a sealed text in the form itself: the server that reads it requires none of them, and nobody
/// can leave a field out by themself.
/// </summary>
public sealed class LeftOutFields(IDataProtectionProvider keys)
{
    /// <summary>The hidden field, and the parameter of the next step's address.</summary>
    public const string Field = "left_out";

    private const char Separator = ' ';
    private const int TextMaxLength = 4000;

    private readonly IDataProtector _protector = keys.CreateProtector("LeadGen", "left out fields");

    /// <summary>What a stranger is not asked.</summary>
    public static IReadOnlySet<string> OfStranger(Offer offer) =>
        Profiling.LeftOut(offer.Form, offer.FormSettings, FrozenSet<string>.Empty);

    public string Write(Offer offer, IReadOnlySet<string> leftOut) =>
        WebEncoders.Base64UrlEncode(
            _protector.Protect(Encoding.UTF8.GetBytes(string.Join(Separator, leftOut.Prepend(offer.Slug))))
        );

    /// <summary>As a stranger's where the text is missing, of another offer, or not of ours.</summary>
    public IReadOnlySet<string> Read(Offer offer, string? text)
    {
        if (text is not { Length: > 0 and <= TextMaxLength })
        {
            return OfStranger(offer);
        }

        try
        {
            var parts = Encoding
                .UTF8.GetString(_protector.Unprotect(WebEncoders.Base64UrlDecode(text)))
                .Split(Separator);
            return parts[0] == offer.Slug ? parts[1..].ToHashSet(StringComparer.Ordinal) : OfStranger(offer);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return OfStranger(offer);
        }
    }
}
