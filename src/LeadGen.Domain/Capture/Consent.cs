using System.Security.Cryptography;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>A text that people are asked to agree to. A change of its words is a new version.</summary>
/// <param name="Purpose">What for: one of <see cref="ConsentPurposes"/>.</param>
/// <param name="Locale">A language tag such as <c>en</c> or <c>pt-BR</c>.</param>
public sealed record ConsentText(string Purpose, string Version, string Text, string Locale = "en")
{
    public const int PurposeMaxLength = 64;
    public const int VersionMaxLength = 32;
    public const int TextMaxLength = 5000;
    public const int LocaleMaxLength = 35;

    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}

/// <summary>What somebody agreed to or refused: the exact text, its version, when, and how. Append-only; the latest of a purpose holds.</summary>
public sealed record Consent
{
    public const int HowMaxLength = 32;
    public const int IpPrefixMaxLength = 64;

    public required Guid Id { get; init; }

    public Guid? LeadId { get; init; }

    public Guid? SubmissionId { get; init; }

    /// <summary>The browser in which it was said, where it is about that browser.</summary>
    public Guid? VisitorId { get; init; }

    public required string Purpose { get; init; }

    /// <summary>Word for word as it was shown.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal.</summary>
    public required string TextHash { get; init; }

    public required string TextVersion { get; init; }

    /// <summary>The language in which it was shown.</summary>
    public string Locale { get; init; } = "en";

    /// <summary>True given, false refused or taken back.</summary>
    public required bool Given { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The channel through which it was said, such as <c>form</c>, or one of <see cref="ConsentWays"/>.</summary>
    public required string How { get; init; }

    /// <summary>The network from which it was said, such as <c>203.0.113.0/24</c>; null where it is not known.</summary>
    public string? IpPrefix { get; init; }

    public static Consent Record(
        ConsentText text,
        bool given,
        string how,
        DateTimeOffset now,
        Guid? leadId = null,
        Guid? submissionId = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            LeadId = leadId,
            SubmissionId = submissionId,
            Purpose = text.Purpose,
            Text = text.Text,
            TextHash = text.Hash,
            TextVersion = text.Version,
            Locale = text.Locale,
            Given = given,
            At = now,
            How = how,
        };
}
