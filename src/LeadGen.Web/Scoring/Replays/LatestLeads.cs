using LeadGen.Web.Data;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>Counts all leads, and keeps those to whom it happened last.</summary>
internal sealed class LatestLeads
{
    public const int KeptMax = 10_000;

    private readonly PriorityQueue<ReplayedLead, DateTimeOffset> _kept = new();

    public long Count { get; private set; }

    public IEnumerable<ReplayedLead> Leads => _kept.UnorderedItems.Select(item => item.Element);

    /// <param name="tell">Asked only where the lead is kept.</param>
    public void Add(DateTimeOffset at, Func<ReplayedLead> tell)
    {
        Count++;
        if (_kept.Count < KeptMax)
        {
            _kept.Enqueue(tell(), at);
        }
        else if (_kept.TryPeek(out _, out var earliest) && earliest < at)
        {
            _kept.DequeueEnqueue(tell(), at);
        }
    }
}
