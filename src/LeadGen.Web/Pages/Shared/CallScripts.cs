using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Web.Pages.Shared;

/// <summary>The script for a call about a hand-off, filled with what is known of the lead.</summary>
public static class CallScripts
{
    /// <param name="words">The team's own.</param>
    /// <returns>Null where nobody is to call yet, or any more.</returns>
    public static CallScript? Of(
        HandoffState state,
        QualificationKind kind,
        Dossier dossier,
        string? words,
        (string? FirstName, string? Company, string? Rep) who,
        OfferTitles titles,
        IReadOnlyDictionary<string, Check> answers,
        IReadOnlyCollection<string> required
    ) =>
        state is HandoffState.Accepted or HandoffState.Started
            ? CallScript.Of(
                kind,
                words,
                new Dictionary<string, string?>
                {
                    ["first_name"] = who.FirstName,
                    ["company"] = who.Company,
                    ["rep"] = who.Rep,
                    ["last"] = titles.Of(
                        dossier.Touchpoints.FirstOrDefault(touchpoint => touchpoint.Offer is not null)?.Offer
                    ),
                },
                answers,
                required
            )
            : null;
}
