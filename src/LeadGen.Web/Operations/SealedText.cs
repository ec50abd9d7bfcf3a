using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Operations;

/// <summary>A text, sealed by the key ring for one purpose, for hidden fields that nobody may change.</summary>
internal sealed class SealedText(IDataProtectionProvider keys, string purpose)
{
    private readonly IDataProtector _protector = keys.CreateProtector("LeadGen", purpose);

    public string Write(string text) => WebEncoders.Base64UrlEncode(_protector.Protect(Encoding.UTF8.GetBytes(text)));

    /// <summary>Null for whatever we have not sealed ourselves.</summary>
    public string? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(WebEncoders.Base64UrlDecode(text)));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
