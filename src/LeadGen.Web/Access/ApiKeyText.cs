using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using LeadGen.Web.Data;

namespace LeadGen.Web.Access;

/// <summary>The text of an API key: <c>lg_</c>, then id and secret in one. Only the hash of the secret is stored.</summary>
public static class ApiKeyText
{
    private const string Prefix = "lg_";
    private const int IdBytes = 16;
    private const int SecretBytes = 32;

    /// <summary>Three bytes are four letters, so that a key has exactly one spelling.</summary>
    private const int Letters = (IdBytes + SecretBytes) / 3 * 4;

    /// <returns>The row to store, and the text that nobody can tell afterwards.</returns>
    public static (ApiKey Key, string Text) Create(
        string name,
        IReadOnlyList<string> scopes,
        DateTimeOffset? expiresAt,
        DateTimeOffset now
    )
    {
        var id = Guid.CreateVersion7(now);
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var key = new ApiKey
        {
            Id = id,
            Name = name,
            Hash = SHA256.HashData(secret),
            Scopes = scopes,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        return (key, Prefix + Base64Url.EncodeToString([.. id.ToByteArray(bigEndian: true), .. secret]));
    }

    /// <summary>Reads which key a text claims to be, and the hash of the secret that it brings as proof.</summary>
    public static bool TryRead(string text, out Guid id, out byte[] hash)
    {
        Span<byte> bytes = stackalloc byte[IdBytes + SecretBytes];
        (id, hash) = (Guid.Empty, []);
        if (
            text.Length != Prefix.Length + Letters
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length), bytes, out _, out var read) != OperationStatus.Done
            || read != bytes.Length
        )
        {
            return false;
        }

        (id, hash) = (new Guid(bytes[..IdBytes], bigEndian: true), SHA256.HashData(bytes[IdBytes..]));
        return true;
    }
}
