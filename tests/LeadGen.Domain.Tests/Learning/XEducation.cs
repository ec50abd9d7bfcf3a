using System.Globalization;
using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Tests.Learning;

/// <summary>The public data set of a seller of courses as examples to learn from: only what was known before anybody called.</summary>
internal static class XEducation
{
    private static readonly DateTimeOffset Start = new(2018, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Fact, string Column)[] Facts =
    [
        ("channel", "Lead Origin"),
        ("source", "Lead Source"),
        ("country", "Country"),
        ("custom.mail_refused", "Do Not Email"),
        ("custom.calls_refused", "Do Not Call"),
        ("custom.visits", "TotalVisits"),
        ("custom.time_on_site", "Total Time Spent on Website"),
        ("custom.pages_per_visit", "Page Views Per Visit"),
        ("custom.city", "City"),
        ("custom.occupation", "What is your current occupation"),
        ("custom.specialization", "Specialization"),
        ("custom.heard_by", "How did you hear about X Education"),
        ("custom.wants", "What matters most to you in choosing a course"),
    ];

    /// <param name="more">Columns beyond those that were known beforehand, by the fact that they become.</param>
    public static Examples Of(IEnumerable<Dictionary<string, string>> rows, params (string Fact, string Column)[] more)
    {
        var examples = new Examples(Start.AddYears(1));
        foreach (var row in rows)
        {
            var facts = new LeadFacts(
                Facts
                    .Concat(more)
                    .Where(one => row[one.Column] is not ("" or "Select"))
                    .ToDictionary(one => one.Fact, one => row[one.Column])
            );
            var number = int.Parse(row["Lead Number"], CultureInfo.InvariantCulture);
            examples.Add(facts, facts, [], Start.AddMinutes(number), row["Converted"] == "1", 0);
        }

        return examples.Closed();
    }
}
