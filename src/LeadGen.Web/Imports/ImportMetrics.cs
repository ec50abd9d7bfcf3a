using System.Diagnostics.Metrics;
using LeadGen.Domain;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Imports;

public static class ImportMetrics
{
    private static readonly Counter<long> Imports = Metrics.Meter.CreateCounter<long>(
        "leadgen.imports",
        description: "Imports, by how they ended"
    );

    private static readonly Counter<long> Rows = Metrics.Meter.CreateCounter<long>(
        "leadgen.imports.rows",
        description: "Rows of imports that are in, by what came of them"
    );

    public static void Ended(ImportState state) =>
        Imports.Add(1, new KeyValuePair<string, object?>("state", Terms.Of(state)));

    public static void Took(ImportSummary before, ImportSummary after)
    {
        Count("created", after.Created - before.Created);
        Count("updated", after.Updated - before.Updated);
        Count("unchanged", after.Unchanged - before.Unchanged);
        Count("rejected", after.Rejected - before.Rejected);
    }

    private static void Count(string result, long rows)
    {
        if (rows > 0)
        {
            Rows.Add(rows, new KeyValuePair<string, object?>("result", result));
        }
    }
}
