using System.Diagnostics.Metrics;

namespace LeadGen.Web.Operations;

/// <summary>The meter of the product; each feature counts on it under a name of its own.</summary>
public static class Metrics
{
    public const string Name = "LeadGen";

    public static readonly Meter Meter = new(Name);
}
