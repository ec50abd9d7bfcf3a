using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Scoring;

/// <summary>What page and API say alike.</summary>
public static class ScoringWords
{
    public static string Unacknowledged(PublishResult.Unacknowledged golden) =>
        $"These golden leads change their verdict: {string.Join(", ", golden.Names)}. Say of each that it is meant, or change the draft.";

    public const string Unchanged =
        "The draft says what is in force already: there is nothing to publish. Change it, or throw it away.";

    /// <summary>What a model makes of an example: "qualifies", or by which product rule it does.</summary>
    public static string Of(GoldenVerdict verdict) =>
        verdict.Rule is { } rule ? $"qualifies by “{rule}”" : OfVerdict(verdict.Qualifies);

    public static string OfVerdict(bool qualifies) => qualifies ? "qualifies" : "does not qualify";

    /// <summary>What became of the persona that a criterion asks for, where that is no longer what the model says; else null.</summary>
    public static string? Since(FitCriterion criterion, IReadOnlyList<NamedConditions> personas)
    {
        if (criterion.Conditions is not { } kept)
        {
            return null;
        }

        return personas.FirstOrDefault(persona => persona.IsNamed(criterion.Values[0])) switch
        {
            null => "The persona is gone or has another name now. The model keeps these words.",
            var now when now.Means(kept) => null,
            var now =>
                $"The persona was changed since: {CriterionWords.Of(now.Conditions)}. The model keeps its own words until the criterion is saved anew in a draft.",
        };
    }
}
