using System.Globalization;
using System.Text.RegularExpressions;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Web.Capture;

/// <summary>A field of a form as the editor has it: choices one a line, <c>value | text | points</c>. What is empty is absent.</summary>
public static partial class FieldEntry
{
    private const char Bar = '|';
    private const int ValueFromLabelMax = 50;

    /// <summary>What stands in each part of the editor for this field.</summary>
    public static IReadOnlyDictionary<string, string> Parts(FormField field)
    {
        var parts = new Dictionary<string, string>
        {
            ["key"] = field.Key[(field.Key.IndexOf('.', StringComparison.Ordinal) + 1)..],
            ["control"] = Terms.Of(field.ShownAs()),
            ["label"] = field.Label ?? "",
            ["help"] = field.Help ?? "",
            ["options"] = string.Join('\n', (field.Options ?? []).Select(Line)),
            ["when"] = field.When?.Field ?? "",
            ["when_values"] = string.Join('\n', field.When?.Values ?? []),
        };
        foreach (
            var (part, isOn) in new[]
            {
                ("required", field.Required),
                ("new_step", field.NewStep),
                ("ask_again", field.AskAgain),
                ("later", field.Later),
            }
        )
        {
            parts[part] = isOn ? "true" : "";
        }

        return parts;
    }

    /// <param name="key">With its prefix, where it has one.</param>
    public static FormField Read(string key, Func<string, string?> typed)
    {
        var isOwn = LeadFields.Find(key) is null;
        var control = isOwn ? Terms.Parse<FieldControl>(typed("control")) ?? FieldControl.Text : (FieldControl?)null;
        var options = Lines(typed("options")).Select(OptionOf).ToList();
        return new FormField(
            key,
            IsOn("required"),
            Text("label"),
            Text("help"),
            options.Count > 0 && TakesChoices(key, control) ? options : null,
            control
        )
        {
            When = Text("when") is { } other ? new FieldCondition(other, Values()) : null,
            NewStep = IsOn("new_step"),
            AskAgain = IsOn("ask_again"),
            Later = IsOn("later"),
        };

        string? Text(string part) => CleanText.Trim(typed(part) ?? "") is { Length: > 0 } text ? text : null;

        bool IsOn(string part) => typed(part)?.Contains("true", StringComparison.Ordinal) == true;

        List<string>? Values() => Lines(typed("when_values")).ToList() is { Count: > 0 } values ? values : null;
    }

    /// <summary>The key of a new field by what it is called, where none was typed: "Fleet size" is <c>fleet_size</c>.</summary>
    public static string KeyFor(string? typed, string? label)
    {
        var wanted = CleanText.Trim(typed ?? "") is { Length: > 0 } key ? key : ValueOf(label ?? "");
        return wanted.Length > 0 && char.IsAsciiDigit(wanted[0]) ? "f_" + wanted : wanted;
    }

    /// <summary>The results of a quiz, one a line: <c>points | key | title | text</c>.</summary>
    public static string Lines(IReadOnlyList<QuizResult>? results) =>
        string.Join(
            '\n',
            (results ?? []).Select(result =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.From} | {result.Key} | {result.Title}{(result.Text.Length > 0 ? " | " + result.Text : "")}"
                )
            )
        );

    /// <summary>Null where a line can't be read.</summary>
    public static IReadOnlyList<QuizResult>? Results(string? text)
    {
        var results = new List<QuizResult>();
        foreach (var parts in Lines(text).Select(line => line.Split(Bar, 4, StringSplitOptions.TrimEntries)))
        {
            if (
                parts.Length < 3
                || !int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var from)
            )
            {
                return null;
            }

            results.Add(new QuizResult(parts[1], from, parts[2], parts.Length > 3 ? parts[3] : ""));
        }

        return results;
    }

    public static bool TakesChoices(string key, FieldControl? control) =>
        (control ?? LeadFields.Find(key)?.Control)
            is FieldControl.Select
                or FieldControl.Radio
                or FieldControl.MultiSelect
                or FieldControl.NumberBand
        && key != LeadFields.NextStep;

    private static string Line(FieldOption option) =>
        option.Points is { } points
            ? string.Create(CultureInfo.InvariantCulture, $"{option.Value} | {option.Label} | {points}")
            : $"{option.Value} | {option.Label}";

    private static FieldOption OptionOf(string line)
    {
        var parts = line.Split(Bar, 3, StringSplitOptions.TrimEntries);
        return parts.Length == 1
            ? new FieldOption(ValueOf(parts[0]), parts[0])
            : new FieldOption(parts[0], parts[1])
            {
                Points =
                    parts.Length > 2
                    && int.TryParse(
                        parts[2],
                        NumberStyles.AllowLeadingSign,
                        CultureInfo.InvariantCulture,
                        out var points
                    )
                        ? points
                        : null,
            };
    }

    private static string ValueOf(string label)
    {
        var plain = NotPlain().Replace(label.ToLowerInvariant(), "_").Trim('_');
        return plain.Length > ValueFromLabelMax ? plain[..ValueFromLabelMax].Trim('_') : plain;
    }

    private static string[] Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotPlain();
}
