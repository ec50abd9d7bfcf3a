using LeadGen.Domain.Insights;
using LeadGen.Web.Scoring.History;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>Leads that are gone through together, and when each model would first have moved them. Filled anew again and again.</summary>
internal sealed class LeadBatch
{
    /// <summary>Enough that handing over costs nothing beside the work, few enough that memory holds two of them easily.</summary>
    private const int Size = 256;

    private readonly LeadHistory[] _leads = [.. Enumerable.Range(0, Size).Select(_ => new LeadHistory())];
    private int _count;

    public ReadOnlySpan<LeadHistory> Leads => _leads.AsSpan(0, _count);

    /// <summary>The first move by the model in force, in the order of <see cref="Leads"/>; null where it would not have moved the lead.</summary>
    public ReplayedMove?[] Before { get; } = new ReplayedMove?[Size];

    /// <summary>By the one that is replayed.</summary>
    public ReplayedMove?[] After { get; } = new ReplayedMove?[Size];

    /// <summary>With the next leads; none at the end.</summary>
    public void Fill(HistoryReader reader)
    {
        for (_count = 0; _count < Size && reader.Read(_leads[_count]); _count++) { }
    }
}
