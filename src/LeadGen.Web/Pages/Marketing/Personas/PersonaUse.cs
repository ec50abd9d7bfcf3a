using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Scoring;

namespace LeadGen.Web.Pages.Marketing.Personas;

/// <summary>Points that a model gives to a persona, by the words that it kept of it.</summary>
/// <param name="Where">The model: "version 3, in force" or "the draft".</param>
public sealed record PersonaUse(string Where, FitCriterion Criterion)
{
    public static IReadOnlyList<PersonaUse> In(ModelsInHand hand) =>
        [
            .. Asking(hand.Published.Model)
                .Select(one => new PersonaUse($"version {hand.Published.Version}, in force", one)),
            .. hand.Draft is { } draft ? Asking(draft.Model).Select(one => new PersonaUse("the draft", one)) : [],
        ];

    public bool Is(Persona persona) => persona.AsFit.IsNamed(Criterion.Values[0]);

    /// <summary>Does the model say of it what the persona says now?</summary>
    public bool IsOfNow(Persona persona) => persona.AsFit.Means(Criterion.Conditions!);

    private static IEnumerable<FitCriterion> Asking(ScoringModel model) =>
        model.Fit.Where(one => one.Conditions is not null && !one.Off);
}
