using System.Diagnostics.Metrics;
using LeadGen.Domain;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Mail;

public static class MailMetrics
{
    private static readonly Counter<long> Mails = Metrics.Meter.CreateCounter<long>(
        "leadgen.mails",
        description: "Attempts to send a mail, by what came of them"
    );

    private static readonly Gauge<double> Oldest = Metrics.Meter.CreateGauge<double>(
        "leadgen.mails.oldest_waiting",
        unit: "s",
        description: "Age of the oldest mail that is not sent yet"
    );

    private static readonly Gauge<int> Held = Metrics.Meter.CreateGauge<int>(
        "leadgen.outgoing.held",
        description: "1 while mail and webhooks are held after a restore"
    );

    public static void OutgoingHeld(bool isHeld) => Held.Record(isHeld ? 1 : 0);

    public static void Tried(MailKind kind, SendResult result) =>
        Mails.Add(1, new("kind", Terms.Of(kind)), new("result", result.Word));

    public static void OldestWaiting(TimeSpan age) => Oldest.Record(age.TotalSeconds);
}
