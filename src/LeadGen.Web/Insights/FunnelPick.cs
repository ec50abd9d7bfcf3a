using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Insights;

namespace LeadGen.Web.Insights;

/// <summary>Which leads figures are about, as the address of the page says it. Null asks for nothing; <see cref="NotKnown"/> for what is not known.</summary>
public sealed record FunnelPick(DaySpan Span)
{
    public const string Here = "/insights";
    public const string Leads = "/insights/leads";
    public const string NotKnown = "-";
    public const int UsualDays = 90;
    private const int YearsMax = 3;
    private const int TextMaxLength = 200;

    /// <summary>Told apart without their case.</summary>
    private static readonly string[] Sources = ["source", "medium", "campaign"];

    /// <summary>What it can be asked by, in the order in which people are asked.</summary>
    public static readonly IReadOnlyList<string> Filters =
    [
        "offer",
        "source",
        "medium",
        "campaign",
        "channel",
        "direction",
        "persona",
        "team",
        "kind",
    ];

    /// <summary>By the names of <see cref="Filters"/>; those that ask for nothing are absent.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with the days, by field: then the usual ones are shown.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>As they were typed.</summary>
    public (string? From, string? To) Typed { get; init; }

    public bool IsNarrowed => Asked.Count > 0;

    /// <summary>For SQL: null where nothing is asked, empty where what is not known is.</summary>
    public string? this[string filter] =>
        Asked.GetValueOrDefault(filter) is { } asked
            ? asked == NotKnown
                ? ""
                : asked
            : null;

    public static FunnelPick Read(IQueryCollection query, DateOnly today)
    {
        var usual = new DaySpan(today.AddDays(1 - UsualDays), today);
        var (typedFrom, typedTo) = (Text(query["from"]), Text(query["to"]));
        var errors = new Dictionary<string, string>();
        var from = Day("from", typedFrom, usual.From);
        var to = Day("to", typedTo, usual.To);
        if (typedTo is not null && typedFrom is null)
        {
            from = to.AddDays(1 - UsualDays);
        }

        if (errors.Count == 0 && from > to)
        {
            errors["from"] = "The first day is after the last: swap them";
        }
        else if (errors.Count == 0 && from < to.AddYears(-YearsMax))
        {
            errors["from"] = $"Choose at most {YearsMax} years";
        }

        return new FunnelPick(errors.Count == 0 ? new DaySpan(from, to) : usual)
        {
            Asked = Filters
                .Select(filter => (filter, Value: Text(query[filter])))
                .Where(one => one.Value is not null)
                .ToDictionary(
                    one => one.filter,
                    one => Sources.Contains(one.filter) ? FunnelReads.Text(one.Value) : one.Value!
                ),
            Errors = errors,
            Typed = (typedFrom, typedTo),
        };

        DateOnly Day(string field, string? typed, DateOnly otherwise)
        {
            if (typed is null)
            {
                return otherwise;
            }

            if (
                DateOnly.TryParseExact(
                    typed,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                ) && day.Year is > 2000 and < 2200
            )
            {
                return day;
            }

            errors[field] = "Enter a day such as 2026-11-30";
            return otherwise;
        }
    }

    public FunnelPick With(string filter, string? value)
    {
        var asked = new Dictionary<string, string>(Asked);
        asked.Remove(filter);
        if (value is not null)
        {
            asked[filter] = value.Length == 0 ? NotKnown : value;
        }

        return this with
        {
            Asked = asked,
        };
    }

    /// <summary>The address of a page that shows these.</summary>
    public string To(string page) => page + QueryString.Create(Query());

    /// <summary>The leads that came to a step.</summary>
    public string LeadsAt(FunnelStep step) => Leads + QueryString.Create(Query().Append(new("step", Terms.Of(step))));

    private IEnumerable<KeyValuePair<string, string?>> Query() =>
        Filters
            .Where(Asked.ContainsKey)
            .Select(filter => new KeyValuePair<string, string?>(filter, Asked[filter]))
            .Prepend(new("to", Iso(Span.To)))
            .Prepend(new("from", Iso(Span.From)));

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= TextMaxLength } text && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : null;
}
