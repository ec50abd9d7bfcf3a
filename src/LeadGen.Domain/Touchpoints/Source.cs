using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Touchpoints;

/// <summary>Where a visitor came from: the utm_* values of the landing, or what the referrer says.</summary>
public sealed record Source(string? Name, string? Medium = null, string? Campaign = null, string? Referrer = null)
{
    public const int PartMaxLength = 200;
    public const int ReferrerMaxLength = 2000;

    /// <summary>The source of these values, or null where none of them says anything.</summary>
    public static Source? From(string? name, string? medium, string? campaign, string? referrer)
    {
        var source = new Source(
            CleanText.Bounded(name, PartMaxLength),
            CleanText.Bounded(medium, PartMaxLength),
            CleanText.Bounded(campaign, PartMaxLength),
            CleanText.Bounded(referrer, ReferrerMaxLength)
        );
        return source == new Source(Name: null) ? null : source;
    }
}
