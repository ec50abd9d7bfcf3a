using System.Diagnostics.Metrics;
using LeadGen.Domain;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Exports;

public enum ExportedBy
{
    Staff,
    Api,
}

public static class ExportMetrics
{
    private static readonly Counter<long> Files = Metrics.Meter.CreateCounter<long>(
        "leadgen.exports",
        description: "Files of leads and what belongs to them that were handed out"
    );

    private static readonly Counter<long> Bytes = Metrics.Meter.CreateCounter<long>(
        "leadgen.exports.written",
        unit: "By",
        description: "Bytes of these files"
    );

    public static void Written(ExportKind kind, ExportFormat format, ExportedBy by, long bytes)
    {
        Files.Add(1, new("what", Terms.Of(kind)), new("format", Terms.Of(format)), new("by", Terms.Of(by)));
        Bytes.Add(bytes, new KeyValuePair<string, object?>("what", Terms.Of(kind)));
    }
}
