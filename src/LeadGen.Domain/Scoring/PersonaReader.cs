using System.Text.Json;

namespace LeadGen.Domain.Scoring;

/// <summary>
/// Reads what a fit criterion says of a buyer persona: its name, and the conditions by which it is known. Where these are not given,
/// they are copied from the persona of that name, and stay with the model from then on.
/// </summary>
internal static class PersonaReader
{
    private const string Member = "conditions";

    public static bool IsPersona(JsonFields json) =>
        json.Field("fact") is { ValueKind: JsonValueKind.String } fact && fact.ValueEquals(FitCriterion.PersonaFact);

    public static NamedConditions Read(JsonFields json, IReadOnlyList<NamedConditions> personas)
    {
        if (
            json.Field("operator") is not { ValueKind: JsonValueKind.String } comparison
            || !comparison.ValueEquals("equals")
        )
        {
            json.AddError("operator", "A persona is compared with equals. Give each its own criterion, in one group.");
        }
        var name = json.RequiredText("value", ScoringModel.ValueMaxLength).Trim();
        return json.Field(Member) is null && name.Length > 0
            ? Copied(json, name, personas)
            : new(name, Conditions(json.Objects(Member, FitCriterion.ConditionsMax)));
    }

    private static NamedConditions Copied(JsonFields json, string name, IReadOnlyList<NamedConditions> personas)
    {
        if (personas.FirstOrDefault(persona => persona.IsNamed(name)) is not { } found)
        {
            var known = string.Join(", ", personas.Select(persona => persona.Name));
            json.AddError(
                "value",
                $"There is no persona “{name}”. {(known.Length > 0 ? $"Name one of {known}" : "Add it to the buyer personas")}, or give its conditions."
            );
            return new(name, []);
        }
        if (found.Conditions.FirstOrDefault(condition => !FactNames.IsFact(condition.Fact)) is { } other)
        {
            json.AddError(
                "value",
                $"“{found.Name}” asks for the {other.Fact}, which no score looks at. Name a persona that goes by facts alone."
            );
            return new(found.Name, []);
        }
        // Read as if they had been sent, so that what is kept can always be read again.
        return new(found.Name, Conditions(json.With(Member, ScoringModelWriter.JsonOf(found.Conditions))));
    }

    private static IReadOnlyList<FactCondition> Conditions(IReadOnlyList<JsonFields> json) =>
        [.. json.Select(FitCriterionReader.Condition)];
}
