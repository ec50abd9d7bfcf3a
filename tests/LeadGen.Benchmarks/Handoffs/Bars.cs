using System.Globalization;

namespace LeadGen.Benchmarks.Handoffs;

/// <summary>What was measured beside its bar, to be printed as one table.</summary>
internal sealed class Bars
{
    private readonly List<(string What, string Figure, string Bar, bool IsMet)> _rows = [];

    public bool AreMet => _rows.All(row => row.IsMet);

    public void Add(string what, string figure, string bar, bool isMet)
    {
        _rows.Add((what, figure, bar, isMet));
        Console.WriteLine(Row(_rows[^1]));
    }

    /// <summary>A p95 of latencies in milliseconds.</summary>
    public void AddP95(string what, IReadOnlyList<double> latencies, double bar)
    {
        var measured = new Measured(1, TimeSpan.FromSeconds(1), latencies);
        Add(
            what,
            Invariant($"p50 {measured.Percentile(.5):0.0}, p95 {measured.Percentile(.95):0.0} ms"),
            Invariant($"p95 {bar:0} ms"),
            measured.Percentile(.95) <= bar
        );
    }

    public void Print()
    {
        Console.WriteLine();
        foreach (var row in _rows)
        {
            Console.WriteLine(Row(row));
        }
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Row((string What, string Figure, string Bar, bool IsMet) row) =>
        $"{row.What, -44} {row.Figure, -34} {row.Bar, -16} {(row.IsMet ? "pass" : "MISS")}";
}
