using System.Diagnostics.Metrics;
using LeadGen.Web.Operations;

namespace LeadGen.Web.People;

internal static class PeopleMetrics
{
    private static readonly Counter<long> Merges = Metrics.Meter.CreateCounter<long>(
        "leadgen.leads.merged",
        description: "Leads that were merged, or taken apart again"
    );

    public static void Merged() => Merges.Add(1, new KeyValuePair<string, object?>("result", "merged"));

    public static void Unmerged() => Merges.Add(1, new KeyValuePair<string, object?>("result", "unmerged"));
}
