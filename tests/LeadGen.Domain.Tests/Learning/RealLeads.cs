using System.Globalization;
using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Tests.Learning;

/// <summary>The two public data sets as examples to learn from: only what was known before anybody called.</summary>
internal static class RealLeads
{
    /// <param name="more">Columns beyond those that were known beforehand, by the fact that they become.</param>
    public static Examples XEducation(params (string Fact, string Column)[] more) =>
        Learning.XEducation.Of(CsvRows.Read(SharedData.Find("x-education", "leads.csv")), more);

    /// <summary>Leads that became customers are good; of the others nobody ever said anything.</summary>
    public static Examples Olist()
    {
        var won = CsvRows
            .Read(SharedData.Find("olist", "closed_deals.csv"))
            .ToDictionary(row => row["mql_id"], row => row["business_segment"]);
        var examples = new Examples(new DateTimeOffset(2018, 12, 1, 0, 0, 0, TimeSpan.Zero));
        foreach (var row in CsvRows.Read(SharedData.Find("olist", "marketing_qualified_leads.csv")))
        {
            var facts = new Dictionary<string, string>
            {
                ["source"] = row["origin"],
                ["custom.landing_page"] = row["landing_page_id"],
            };
            if (won.TryGetValue(row["mql_id"], out var segment))
            {
                facts["industry"] = segment;
            }

            var at = DateTimeOffset.Parse(
                row["first_contact_date"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            );
            Add(examples, facts, at, won.ContainsKey(row["mql_id"]) ? true : null);
        }

        return examples.Closed();
    }

    private static void Add(Examples examples, Dictionary<string, string> facts, DateTimeOffset at, bool? good)
    {
        var known = new LeadFacts(facts);
        examples.Add(known, known, [], at, good, 0);
    }
}
