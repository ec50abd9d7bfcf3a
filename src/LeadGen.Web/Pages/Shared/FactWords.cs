using System.Globalization;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Facts as people read them.</summary>
public static class FactWords
{
    private static readonly Dictionary<string, int> Places = LeadFields
        .All.Select((field, place) => (field.Key, place))
        .ToDictionary(field => field.Key, field => field.place);

    /// <summary>Facts in the order in which people expect them; those of the company's own come last.</summary>
    public static IEnumerable<KeyValuePair<string, T>> InOrder<T>(IEnumerable<KeyValuePair<string, T>> facts) =>
        facts
            .OrderBy(fact => Places.GetValueOrDefault(fact.Key, int.MaxValue))
            .ThenBy(fact => fact.Key, StringComparer.Ordinal);

    public static string Label(string key)
    {
        // A form asks the person; staff read about them.
        if (key == LeadFields.Timeline)
        {
            return "Wants to start";
        }

        if (LeadFields.Find(key) is { } field)
        {
            return field.Label;
        }

        var words = FactNames.InWords(key);
        return words.Length == 0 ? key : char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Value(string key, string? value) =>
        value is null ? "cleared"
        : key == LeadFields.Country ? Countries.NameOf(value)
        : FactNames.Numbers.Contains(key) && long.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? Words.Number(number)
        : value;

    public static string Origin(FactOrigin origin) =>
        origin switch
        {
            FactOrigin.Import => "imported",
            FactOrigin.Api => "another system",
            FactOrigin.Person => "the person",
            FactOrigin.Staff => "staff",
        };
}
