using System.Diagnostics.Metrics;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Webhooks;

public static class WebhookMetrics
{
    private static readonly Counter<long> Deliveries = Metrics.Meter.CreateCounter<long>(
        "leadgen.webhooks",
        description: "Attempts to tell an endpoint of an event, by what came of them"
    );

    private static readonly Histogram<double> Took = Metrics.Meter.CreateHistogram<double>(
        "leadgen.webhooks.answer",
        unit: "s",
        description: "How long an endpoint took to answer"
    );

    private static readonly Gauge<long> Waiting = Metrics.Meter.CreateGauge<long>(
        "leadgen.webhooks.overdue",
        description: "Deliveries that are due for more than a minute, counted to 10,000"
    );

    public static void Tried(WebhookAnswer answer)
    {
        Deliveries.Add(1, new KeyValuePair<string, object?>("result", answer.Word));
        Took.Record(answer.Took.TotalSeconds);
    }

    public static void Overdue(int count) => Waiting.Record(count);
}
