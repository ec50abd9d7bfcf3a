using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Marketing.Imports;

/// <summary>What the pages call the states of an import and the columns of its file.</summary>
public static class ImportWords
{
    public static (string Look, string Word) Of(ImportState state) =>
        state switch
        {
            ImportState.Uploaded => ("", "To be mapped"),
            ImportState.Checking => ("mql", "Being checked"),
            ImportState.Ready => ("", "Checked"),
            ImportState.Running => ("mql", "Running"),
            ImportState.Paused => ("recycled", "Paused"),
            ImportState.Cancelled => ("disqualified", "Cancelled"),
            ImportState.Done => ("customer", "Done"),
            ImportState.Failed => ("disqualified", "Failed"),
            ImportState.Undoing => ("mql", "Being undone"),
            ImportState.Undone => ("recycled", "Undone"),
        };

    public static string Of(TextEncoding encoding) =>
        encoding switch
        {
            TextEncoding.Utf8 => "UTF-8",
            TextEncoding.Utf16Le or TextEncoding.Utf16Be => "UTF-16",
            TextEncoding.Windows1252 => "Windows-1252",
        };

    public static string OfSeparator(string separator) =>
        separator switch
        {
            "," => "comma",
            ";" => "semicolon",
            "\t" => "tab",
            _ => separator,
        };

    public static readonly IReadOnlyList<Choice> Encodings =
    [
        .. Enum.GetValues<TextEncoding>()
            .Select(encoding => new Choice(
                Terms.Of(encoding),
                encoding switch
                {
                    TextEncoding.Utf16Le => "UTF-16, low byte first",
                    TextEncoding.Utf16Be => "UTF-16, high byte first",
                    TextEncoding.Windows1252 => "Windows-1252, of older programs",
                    _ => Of(encoding),
                }
            )),
    ];

    /// <summary>By what the columns can be parted; what a map says stands there too.</summary>
    public static IReadOnlyList<Choice> Separators(string held) =>
        [
            .. CsvHead
                .Separators.Select(separator => separator.ToString())
                .Append(held)
                .Distinct()
                .Select(separator => new Choice(NameOf(separator), $"A {OfSeparator(separator)}")),
        ];

    /// <summary>A tab stands for itself in no form.</summary>
    public static string NameOf(string separator) => separator == "\t" ? "tab" : separator;

    public static char? SeparatorOf(string? name) =>
        name == "tab" ? '\t'
        : name is { Length: 1 } && name[0] is not ('"' or '\r' or '\n') ? name[0]
        : null;

    public static string Of(MapOrigin origin) =>
        origin switch
        {
            MapOrigin.Kept => "As for the last file with these columns.",
            MapOrigin.Shipped => "A map for this well-known file comes with LeadGen.",
            MapOrigin.Guessed => "Guessed by the names of the columns.",
            MapOrigin.Named => "The map that was named with the file.",
        };

    public static string Of(ImportSummary told) =>
        $"{Words.Number(told.Created)} new, {Words.Number(told.Updated)} updated, {Words.Number(told.Unchanged)} unchanged, {Words.Number(told.Rejected)} rejected";

    /// <summary>What a column can be; a fact of its own by the name of the column among them.</summary>
    public static IReadOnlyList<Choice> Roles(string column, string? held)
    {
        var own = ColumnGuess.OwnFact(column);
        return
        [
            new("", "Leave out"),
            new(LeadFields.Email, "E-mail address"),
            .. LeadFields
                .All.Where(field => field.IsFact && field.Key != LeadFields.Email)
                .Select(field => new Choice(field.Key, field.Label)),
            new(ColumnMap.Key, "What the row is known by"),
            new(ColumnMap.OccurredAt, "Date since when it is so"),
            new("channel", "Channel"),
            new("source", "Source"),
            new("medium", "Medium"),
            new("campaign", "Campaign"),
            new("referrer", "Page they came from"),
            new(ColumnMap.Outcome, "Outcome: opportunity, won or lost"),
            new(ColumnMap.OutcomePrefix + "amount", "Amount of the outcome"),
            new(ColumnMap.OutcomePrefix + "currency", "Currency of the outcome"),
            new(ColumnMap.OutcomePrefix + "reason", "Reason of the outcome"),
            .. new[] { own, held }
                .OfType<string>()
                .Where(fact => fact.StartsWith(CustomField.Prefix, StringComparison.Ordinal))
                .Distinct()
                .Select(fact => new Choice(
                    fact,
                    "A fact of its own: " + fact[CustomField.Prefix.Length..].Replace('_', ' ')
                )),
        ];
    }

    public static readonly IReadOnlyList<Choice> DateFormats =
    [
        new("", "2026-03-31"),
        new("dd.MM.yyyy", "31.03.2026"),
        new("dd/MM/yyyy", "31/03/2026"),
        new("MM/dd/yyyy", "03/31/2026"),
        new("M/d/yyyy", "3/31/2026"),
        new("d.M.yyyy", "31.3.2026"),
        new("yyyy/MM/dd", "2026/03/31"),
    ];

    /// <summary>Why something of an import stayed when it was undone.</summary>
    public static string Kept(string reason) =>
        reason switch
        {
            "touched" => "leads that it made stay, without what it told of them: something else touched them since",
            "merged" => "leads keep their facts: they were merged since",
            "closed" => "leads keep their outcome and stage: it closed a hand-off of sales",
            "moved" => "leads keep their outcome and stage: they moved on since",
            _ => reason,
        };
}
