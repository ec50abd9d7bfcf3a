using System.Diagnostics.Metrics;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Accounts;

internal static class AccountMetrics
{
    private static readonly Counter<long> Facts = Metrics.Meter.CreateCounter<long>(
        "leadgen.accounts.corrected",
        description: "Facts of accounts that staff corrected"
    );

    public static void Corrected(int facts) => Facts.Add(facts);
}
