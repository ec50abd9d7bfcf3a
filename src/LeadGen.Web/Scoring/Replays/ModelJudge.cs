using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>Goes through leads by one model, and counts what it finds. Not for two threads at once.</summary>
internal sealed class ModelJudge
{
    private readonly DateTimeOffset _now;
    private readonly LeadReplay _replay;
    private readonly ReplayTally _tally;

    public ModelJudge(ScoringModel model, DateTimeOffset now)
    {
        _now = now;
        _replay = new(model, ReplayOrder.AsHappened) { Sweeps = true };
        _tally = new(_replay, now);
    }

    /// <param name="moved">Takes the first move that the model would have made with each lead.</param>
    public void Judge(ReadOnlySpan<LeadHistory> leads, ReplayedMove?[] moved)
    {
        for (var i = 0; i < leads.Length; i++)
        {
            _replay.Walk(leads[i], DateTimeOffset.MinValue, _now);
            _tally.Add(leads[i]);
            moved[i] = _replay.Moves.Count > 0 ? _replay.Moves[0] : null;
        }
    }

    public ReplayReport Report() => _tally.Report();
}
