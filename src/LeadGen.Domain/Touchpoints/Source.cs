using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Touchpoints;

/// <summary>Where a visitor came from: the utm_* values of the landing, or what the referrer says.</summary>
/// <param name="Term">What was searched for, as the campaign says it.</param>
/// <param name="Content">Which of its advertisements or links it was.</param>
/// <param name="ClickId">By which the network that sold the click knows it, such as <c>gclid=…</c>: it is told of a sale by this.</param>
public sealed record Source(
    string? Name,
    string? Medium = null,
    string? Campaign = null,
    string? Referrer = null,
    string? Term = null,
    string? Content = null,
    string? ClickId = null
)
{
    public const int PartMaxLength = 200;
    public const int ClickIdMaxLength = 500;
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
