using System.Diagnostics.Metrics;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Tracking;

public static class TrackMetrics
{
    private static readonly Counter<long> Events = Metrics.Meter.CreateCounter<long>(
        "leadgen.tracked",
        description: "Page views and events that browsers told, by what came of them"
    );

    private static readonly Counter<long> Consents = Metrics.Meter.CreateCounter<long>(
        "leadgen.tracking_consents",
        description: "Visitors who agreed to be known again, or took it back"
    );

    /// <param name="result">stored, machine, unknown_kind, no_consent, full or failed.</param>
    public static void Told(string result, int count)
    {
        if (count > 0)
        {
            Events.Add(count, new KeyValuePair<string, object?>("result", result));
        }
    }

    public static void Said(bool given) =>
        Consents.Add(1, new KeyValuePair<string, object?>("said", given ? "yes" : "no"));
}
