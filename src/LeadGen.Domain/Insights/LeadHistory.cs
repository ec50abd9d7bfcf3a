using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Insights;

/// <summary>What was known of a lead from an instant on.</summary>
/// <param name="Own">Something was learned of the lead itself, not only of its account.</param>
public readonly record struct FactStep(DateTimeOffset At, LeadFacts Facts, bool Own);

/// <summary>All of one lead that a replay looks at. Its lists are filled anew for each lead.</summary>
public sealed class LeadHistory
{
    public Guid LeadId { get; set; }

    /// <summary>In order of time; before the first nothing is known.</summary>
    public List<FactStep> Facts { get; } = [];

    /// <summary>In the order of the replay: as they happened, or as they were recorded.</summary>
    public List<Touchpoint> Touchpoints { get; } = [];

    /// <summary>In order of time.</summary>
    public List<StageMove> Moves { get; } = [];

    public SalesVerdict? Verdict { get; set; }

    public void Clear()
    {
        Facts.Clear();
        Touchpoints.Clear();
        Moves.Clear();
        Verdict = null;
    }
}
