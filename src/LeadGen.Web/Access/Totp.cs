using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadGen.Web.Access;

/// <summary>The codes of authenticator apps (RFC 6238): six digits that change every half minute, made of a key that both sides know.</summary>
public static class Totp
{
    public const int Digits = 6;
    public const int KeyBytes = 20;

    /// <summary>Clocks of phones go wrong by so many steps.</summary>
    private const int Drift = 1;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <returns>The step whose code it is; null where it is that of none around now. Who keeps the step takes each code once.</returns>
    public static long? StepOf(ReadOnlySpan<byte> key, string code, DateTimeOffset now)
    {
        var present = now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;
        var given = Encoding.ASCII.GetBytes(code);
        long? found = null;
        for (var step = present - Drift; step <= present + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeOf(key, step)), given))
            {
                found = step;
            }
        }

        return found;
    }

    public static string CodeAt(ReadOnlySpan<byte> key, DateTimeOffset at) =>
        CodeOf(key, at.ToUnixTimeSeconds() / (long)Step.TotalSeconds);

    /// <summary>The key as it is typed into an app: base 32.</summary>
    public static string TextOf(ReadOnlySpan<byte> key)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var part in key)
        {
            (bits, count) = ((bits << 8) | part, count + 8);
            while (count >= 5)
            {
                count -= 5;
                text.Append(Letters[(bits >> count) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return count == 0 ? text.ToString() : text.Append(Letters[(bits << (5 - count)) & 31]).ToString();
    }

    /// <summary>What apps read off the picture.</summary>
    public static string AddressOf(ReadOnlySpan<byte> key, string account) =>
        $"otpauth://totp/LeadGen:{Uri.EscapeDataString(account)}?secret={TextOf(key)}&issuer=LeadGen";

    // SHA-1 is what every app understands; for a keyed code of half a minute it is sound.
#pragma warning disable CA5350
    private static string CodeOf(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(key, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
#pragma warning restore CA5350
}
