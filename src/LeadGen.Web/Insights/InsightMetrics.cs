using System.Diagnostics.Metrics;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Insights;

public static class InsightMetrics
{
    private static readonly Counter<long> Leads = Metrics.Meter.CreateCounter<long>(
        "leadgen.funnel_leads",
        description: "Leads that were read for the funnel"
    );

    private static readonly Histogram<double> Seconds = Metrics.Meter.CreateHistogram<double>(
        "leadgen.funnel_round",
        unit: "s",
        description: "How long the counting of the funnel took"
    );

    private static readonly Counter<long> Costs = Metrics.Meter.CreateCounter<long>(
        "leadgen.campaign_costs",
        description: "Costs of campaigns that were entered or taken from files"
    );

    private static readonly Counter<long> Personas = Metrics.Meter.CreateCounter<long>(
        "leadgen.persona_changes",
        description: "Changes of personas, by what was done"
    );

    private static readonly Counter<long> Reviews = Metrics.Meter.CreateCounter<long>(
        "leadgen.alignment_reviews",
        description: "Reviews of a month that marketing and sales recorded"
    );

    internal static void ReviewRecorded() => Reviews.Add(1);

    internal static void PersonaChanged(string how) => Personas.Add(1, new KeyValuePair<string, object?>("how", how));

    internal static void CostsKept(int count) => Costs.Add(count);

    internal static void Counted(long leads, TimeSpan took)
    {
        Leads.Add(leads);
        Seconds.Record(took.TotalSeconds);
    }
}
