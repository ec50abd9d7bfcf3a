using System.Diagnostics.Metrics;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Work;

public static class WorkMetrics
{
    private static readonly Gauge<double> Oldest = Metrics.Meter.CreateGauge<double>(
        "leadgen.work.oldest",
        unit: "s",
        description: "Age of the oldest background work that could have been done, by kind"
    );

    private static readonly Gauge<int> Waiting = Metrics.Meter.CreateGauge<int>(
        "leadgen.work.waiting",
        description: "Background work that could have been done, by kind, counted to 1,000"
    );

    private static readonly Gauge<int> Failed = Metrics.Meter.CreateGauge<int>(
        "leadgen.work.failed",
        description: "Background work that was given up and waits for somebody, by kind, counted to 1,000"
    );

    private static readonly Gauge<long> CleanedAt = Metrics.Meter.CreateGauge<long>(
        "leadgen.cleaned",
        unit: "s",
        description: "When the last hourly round ended in which nothing failed, in seconds since 1970"
    );

    public static void Cleaned(DateTimeOffset at) => CleanedAt.Record(at.ToUnixTimeSeconds());

    public static void Stands(WorkState state, DateTimeOffset now)
    {
        var kind = new KeyValuePair<string, object?>("kind", state.Kind.Key);
        Oldest.Record(state.Oldest is { } since && since < now ? (now - since).TotalSeconds : 0, kind);
        Waiting.Record(state.Undone, kind);
        Failed.Record(state.Failed, kind);
    }
}
