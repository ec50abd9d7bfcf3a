using System.Diagnostics.Metrics;
using LeadGen.Domain;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Privacy;

public static class PrivacyMetrics
{
    private static readonly Counter<long> Consents = Metrics.Meter.CreateCounter<long>(
        "leadgen.consents",
        description: "What people said to what they were asked, after the form"
    );

    private static readonly Counter<long> Erasures = Metrics.Meter.CreateCounter<long>(
        "leadgen.erasures",
        description: "People who were erased"
    );

    private static readonly Counter<long> Exports = Metrics.Meter.CreateCounter<long>(
        "leadgen.exports",
        description: "Files with all that is held about somebody"
    );

    public static void Said(string purpose, bool given, string how) =>
        Consents.Add(1, new("purpose", purpose), new("given", given), new("how", how));

    public static void Erased(ErasedBy by) => Erasures.Add(1, new KeyValuePair<string, object?>("by", Terms.Of(by)));

    public static void Exported(ErasedBy by) => Exports.Add(1, new KeyValuePair<string, object?>("by", Terms.Of(by)));
}
