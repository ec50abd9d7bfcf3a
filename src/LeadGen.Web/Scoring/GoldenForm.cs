using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Scoring;

/// <summary>An example as a form has it: facts and properties one a line, touchpoints in numbered rows.</summary>
public static class GoldenForm
{
    private const int FactMaxLength = 200;
    private const int DaysMax = 36_500;

    /// <param name="rows">How many rows of touchpoints there are; empty ones are none.</param>
    public static (GoldenLead Lead, IReadOnlyDictionary<string, string> Errors) Read(
        int rows,
        Func<string, string?> typed
    )
    {
        var errors = new Dictionary<string, string>();
        var (name, error) = CleanText.Note(typed("name"), GoldenLead.NameMaxLength, "Name");
        if (name is null)
        {
            errors["name"] = error ?? "Give it a name that says what it shows: “Director, went to two webinars”";
        }

        var lead = new GoldenLead(
            name ?? "",
            Facts(typed("facts"), errors),
            [.. Enumerable.Range(0, rows).Select(row => Touchpoint(row, typed, errors)).OfType<GoldenTouchpoint>()],
            typed("qualifies") == "yes",
            Whole("least", typed, errors),
            Whole("most", typed, errors)
        );
        if (lead.LeastScore > lead.MostScore)
        {
            errors.TryAdd("most", "Give a number that is not below the least.");
        }

        return (lead, errors);
    }

    public static string Lines(IReadOnlyDictionary<string, string>? pairs) =>
        string.Join('\n', (pairs ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key} = {pair.Value}"));

    private static Dictionary<string, string> Facts(string? typed, Dictionary<string, string> errors)
    {
        var facts = Pairs(typed, "facts", GoldenLead.FactsMax, FactMaxLength, errors);
        if (facts.Keys.FirstOrDefault(fact => !FactNames.IsFact(fact)) is { } unknown)
        {
            errors.TryAdd(
                "facts",
                $"There is no fact {unknown}. There are {string.Join(", ", FactNames.Numbers.Concat(FactNames.Texts).Order(StringComparer.Ordinal))}, and custom. with a key."
            );
        }

        return facts;
    }

    private static GoldenTouchpoint? Touchpoint(int row, Func<string, string?> typed, Dictionary<string, string> errors)
    {
        var (kind, days) = (Text("kind"), Text("days"));
        if (kind is null && days is null)
        {
            return null;
        }

        if (kind is not { Length: <= TouchpointKinds.MaxLength })
        {
            errors.TryAdd(Field("kind"), "Name a kind of touchpoint, such as webinar_attended.");
        }

        if (
            !double.TryParse(days, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ago)
            || ago > DaysMax
        )
        {
            errors.TryAdd(Field("days"), $"Enter how many days ago, from 0 to {DaysMax}.");
        }

        var properties = Pairs(
            typed(Field("properties")),
            Field("properties"),
            TouchpointFiltersMax,
            Domain.Touchpoints.Touchpoint.PropertyValueMaxLength,
            errors
        );
        return new GoldenTouchpoint(
            kind ?? "",
            ago,
            Bounded("offer", ScoringModel.ValueMaxLength),
            Bounded("path", Domain.Touchpoints.Touchpoint.PathMaxLength),
            properties.Count == 0 ? null : properties
        );

        string Field(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}.{row}");

        string? Text(string name) => typed(Field(name))?.Trim() is { Length: > 0 } text ? text : null;

        string? Bounded(string name, int max)
        {
            var text = Text(name);
            if (text?.Length > max || text?.Contains('\0', StringComparison.Ordinal) == true)
            {
                errors.TryAdd(Field(name), $"Shorten it to {max} characters or fewer.");
            }

            return text;
        }
    }

    private const int TouchpointFiltersMax = ScoringModel.PropertiesMax;

    private static Dictionary<string, string> Pairs(
        string? typed,
        string field,
        int max,
        int valueMax,
        Dictionary<string, string> errors
    )
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        var separators = new[] { '\n', '\r' };
        foreach (
            var line in (typed ?? "").Split(
                separators,
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (line, "") : (line[..at].Trim(), line[(at + 1)..].Trim());
            if (
                name.Length is 0 or > Domain.Touchpoints.Touchpoint.PropertyNameMaxLength
                || value.Length == 0
                || value.Length > valueMax
                || line.Contains('\0', StringComparison.Ordinal)
                || CleanText.HasLoneSurrogate(line)
            )
            {
                errors.TryAdd(field, "Write one a line, name and value: country = DE");
            }
            else
            {
                pairs[name] = value;
            }
        }

        if (pairs.Count > max)
        {
            errors.TryAdd(field, $"Give {max} or fewer.");
        }

        return pairs;
    }

    private static int? Whole(string field, Func<string, string?> typed, Dictionary<string, string> errors)
    {
        if (typed(field)?.Trim().Replace('−', '-') is not { Length: > 0 } text)
        {
            return null;
        }

        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && Math.Abs((long)number) <= ScoringModel.ThresholdMax
        )
        {
            return number;
        }

        errors.TryAdd(field, "Enter a whole number, or nothing.");
        return null;
    }
}
