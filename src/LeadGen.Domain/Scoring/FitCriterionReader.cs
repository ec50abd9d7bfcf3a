using System.Globalization;
using System.Text.Json;

namespace LeadGen.Domain.Scoring;

/// <summary>Reads a fit criterion from its JSON form.</summary>
internal static class FitCriterionReader
{
    private const string NumberExample = "a number, such as 50";

    /// <param name="personas">Those that a criterion may name without saying what they are known by.</param>
    public static FitCriterion Read(JsonFields json, string key, IReadOnlyList<NamedConditions> personas)
    {
        var persona = PersonaReader.IsPersona(json) ? PersonaReader.Read(json, personas) : null;
        var condition = persona is null
            ? Condition(json)
            : new(FitCriterion.PersonaFact, FactOperator.Equals, [persona.Name]);
        return new(
            key,
            json.RequiredText("label", ScoringModel.LabelMaxLength),
            condition.Fact,
            condition.Operator,
            condition.Values,
            json.Points(),
            json.OptionalText("group", ScoringModel.KeyMaxLength),
            condition.Numbers,
            json.Flag("off"),
            persona?.Conditions
        );
    }

    public static FactCondition Condition(JsonFields json)
    {
        var fact = Fact(json);
        var comparison = Operator(json);
        var (values, numbers) = comparison is { } known && fact is not null ? Values(json, fact, known) : ([], false);
        return new(fact ?? "", comparison ?? FactOperator.IsKnown, values, numbers);
    }

    private static string? Fact(JsonFields json)
    {
        if (json.Field("fact") is { } field && JsonFields.Text(field) is { } fact && FactNames.IsFact(fact))
        {
            return fact;
        }
        json.AddError(
            "fact",
            $"Name a fact: {string.Join(", ", FactNames.Numbers.Concat(FactNames.Texts).Order())}, custom. and a key, such as custom.fleet_size, or persona with the name of one as its value."
        );
        return null;
    }

    private static FactOperator? Operator(JsonFields json)
    {
        if (json.Field("operator") is { } field && JsonFields.Text(field) is { } name)
        {
            if (ScoringModelJson.Operators.TryGetValue(name, out var comparison))
            {
                return comparison;
            }
        }
        json.AddError("operator", $"Choose one of {string.Join(", ", ScoringModelJson.Operators.Keys)}.");
        return null;
    }

    private static (IReadOnlyList<string> Values, bool Numbers) Values(
        JsonFields json,
        string fact,
        FactOperator comparison
    )
    {
        if (comparison is FactOperator.IsKnown or FactOperator.IsMissing)
        {
            return ([], false);
        }
        var isNumber = FactNames.Numbers.Contains(fact);
        return (json.Field("value"), comparison) switch
        {
            (null, _) => Refuse(json, "Give the value to compare with."),
            ({ ValueKind: JsonValueKind.Array }, FactOperator.Equals) => Refuse(
                json,
                "Give one value, or use one_of for several."
            ),
            ({ } value, FactOperator.Equals) => TextsOrNumbers(json, [value], isNumber),
            ({ } value, FactOperator.OneOf) => TextsOrNumbers(json, Items(value), isNumber),
            (_, FactOperator.Contains) when isNumber => Refuse(
                json,
                $"The fact {fact} is a number: use equals, one_of, between, at_least or at_most."
            ),
            ({ } value, FactOperator.Contains) => TextsOrNumbers(
                json,
                Items(value),
                mustBeNumbers: false,
                mustBeTexts: true
            ),
            ({ ValueKind: JsonValueKind.Array } value, FactOperator.Between) when value.GetArrayLength() == 2 =>
                TextsOrNumbers(json, Items(value), mustBeNumbers: true),
            (_, FactOperator.Between) => Refuse(json, "Give the lowest and the highest number, such as [11, 50]."),
            ({ } value, _) => TextsOrNumbers(json, [value], mustBeNumbers: true),
        };
    }

    private static IReadOnlyList<JsonElement> Items(JsonElement value) =>
        value.ValueKind != JsonValueKind.Array ? [value]
        : value.GetArrayLength() > ScoringModel.ValuesMax ? []
        : [.. value.EnumerateArray()];

    private static (IReadOnlyList<string>, bool) TextsOrNumbers(
        JsonFields json,
        IReadOnlyList<JsonElement> values,
        bool mustBeNumbers,
        bool mustBeTexts = false
    )
    {
        if (values.Count == 0)
        {
            return Refuse(json, $"Give 1 to {ScoringModel.ValuesMax} values.");
        }
        if (!mustBeTexts && (mustBeNumbers || values.All(value => value.ValueKind == JsonValueKind.Number)))
        {
            var numbers = values.Select(Number).OfType<string>().ToList();
            return numbers.Count == values.Count
                ? (numbers, true)
                : Refuse(json, $"Each value must be {NumberExample}.");
        }
        var texts = values.Select(Text).OfType<string>().ToList();
        return texts.Count == values.Count
            ? (texts, false)
            : Refuse(
                json,
                $"Each value must be a text of 1 to {ScoringModel.ValueMaxLength} characters, without the character NUL."
            );
    }

    private static string? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
        && value.TryGetDecimal(out var number)
        && Math.Abs(number) <= ScoringModel.NumberMax
            ? number.ToString("0.############", CultureInfo.InvariantCulture)
            : null;

    private static string? Text(JsonElement value) =>
        value.ValueKind != JsonValueKind.Number
        && JsonFields.Text(value) is { Length: <= ScoringModel.ValueMaxLength } text
        && !string.IsNullOrWhiteSpace(text)
        && !text.Contains('\0')
            ? text
            : null;

    private static (IReadOnlyList<string>, bool) Refuse(JsonFields json, string message)
    {
        json.AddError("value", message);
        return ([], false);
    }
}
