using System.Security.Cryptography;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>By which the same submission sent again is recognised: equal for equal e-mail address, offer and clean answers.</summary>
public static class ContentHash
{
    /// <summary>SHA-256 as lower-case hexadecimal, 64 characters. The order in which the answers were posted does not matter.</summary>
    /// <param name="offer">The slug, or null for what came without one.</param>
    public static string Of(string? offer, Answers answers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, answers.Email.Key);
        Add(hash, offer);
        Add(hash, answers.Message);
        Add(hash, answers.NextStep?.ToString());
        Add(hash, answers.ConsentMarketing?.ToString());
        foreach (
            var (fact, text) in answers.Facts.Concat(answers.Quiz).OrderBy(fact => fact.Key, StringComparer.Ordinal)
        )
        {
            Add(hash, fact);
            Add(hash, text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each part after its length, so that no two lists of parts run together into one; an absent part is none of length 0.
    private static void Add(IncrementalHash hash, string? part)
    {
        var bytes = Encoding.UTF8.GetBytes(part ?? "");
        hash.AppendData(BitConverter.GetBytes(part is null ? -1 : bytes.Length));
        hash.AppendData(bytes);
    }
}
