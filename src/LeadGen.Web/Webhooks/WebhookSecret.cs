using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadGen.Web.Webhooks;

/// <summary>A secret as Standard Webhooks spell it: <c>whsec_</c> and base64; and what is signed by it.</summary>
public static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The value of <c>webhook-signature</c>: one signature for each secret, with a space between.</summary>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="at">The value of <c>webhook-timestamp</c>.</param>
    public static string Sign(IEnumerable<string> secrets, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.")
        );
        byte[] signed = [.. head, .. body];
        return string.Join(
            ' ',
            secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed)))
        );
    }

    private static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);
}
