using System.Diagnostics.Metrics;
using LeadGen.Domain;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Nurture;

public static class NurtureMetrics
{
    private static readonly Counter<long> Entries = Metrics.Meter.CreateCounter<long>(
        "leadgen.nurture_entries",
        description: "People who came into a sequence of mails"
    );

    private static readonly Counter<long> Mails = Metrics.Meter.CreateCounter<long>(
        "leadgen.nurture_mails",
        description: "Mails of sequences that were queued"
    );

    private static readonly Counter<long> Exits = Metrics.Meter.CreateCounter<long>(
        "leadgen.nurture_exits",
        description: "People who left a sequence of mails, by why"
    );

    public static void Entered(int people) => Entries.Add(people);

    public static void Queued() => Mails.Add(1);

    public static void Left(NurtureExit why, int people = 1) =>
        Exits.Add(people, new KeyValuePair<string, object?>("why", Terms.Of(why)));
}
