using System.Globalization;

namespace LeadGen.Benchmarks;

/// <summary>What a load reached.</summary>
/// <param name="Latencies">Of each answer, in milliseconds.</param>
internal sealed record Measured(int Clients, TimeSpan Took, IReadOnlyList<double> Latencies)
{
    public double Rate => Latencies.Count / Took.TotalSeconds;

    public double Percentile(double share)
    {
        var ordered = Latencies.Order().ToList();
        return ordered.Count == 0 ? 0 : ordered[Math.Min(ordered.Count - 1, (int)(share * ordered.Count))];
    }

    public string Row(string what) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what, -28} {Clients, 3} clients {Rate, 9:0} /s   p50 {Percentile(.5), 7:0.00}   p95 {Percentile(.95), 7:0.00}   p99 {Percentile(.99), 7:0.00} ms"
        );

    public static string Ratio(Measured ours, Measured limit, double bar) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{"ratio", -28} {ours.Clients, 3} clients {ours.Rate / limit.Rate, 9:0.00}      (bar {bar:0.00})"
        );
}
