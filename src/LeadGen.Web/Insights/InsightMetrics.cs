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

    internal static void Counted(long leads, TimeSpan took)
    {
        Leads.Add(leads);
        Seconds.Record(took.TotalSeconds);
    }
}
