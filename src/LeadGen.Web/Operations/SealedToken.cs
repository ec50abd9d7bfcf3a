using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Operations;

/// <summary>An id and an instant, sealed by the key ring for one purpose, as text for addresses and hidden fields.</summary>
internal sealed class SealedToken(IDataProtectionProvider keys, string purpose)
{
    private const int IdBytes = 16;
    private const int TextMaxLength = 500;

    private readonly IDataProtector _protector = keys.CreateProtector("LeadGen", purpose);

    public string Write(Guid id, DateTimeOffset at)
    {
        var payload = new byte[IdBytes + sizeof(long)];
        id.TryWriteBytes(payload, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(IdBytes), at.ToUnixTimeMilliseconds());
        return WebEncoders.Base64UrlEncode(_protector.Protect(payload));
    }

    /// <summary>Null for whatever we have not sealed ourselves.</summary>
    public (Guid Id, DateTimeOffset At)? Read(string? text)
    {
        if (text is not { Length: > 0 and <= TextMaxLength })
        {
            return null;
        }

        try
        {
            var payload = _protector.Unprotect(WebEncoders.Base64UrlDecode(text));
            return payload.Length == IdBytes + sizeof(long)
                ? (
                    new Guid(payload.AsSpan(0, IdBytes), bigEndian: true),
                    DateTimeOffset.FromUnixTimeMilliseconds(
                        BinaryPrimitives.ReadInt64BigEndian(payload.AsSpan(IdBytes))
                    )
                )
                : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
