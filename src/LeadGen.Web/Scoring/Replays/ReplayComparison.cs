using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring.History;
using Npgsql;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>What came of a replay beside the model in force.</summary>
/// <param name="Leads">The latest of those that the two judge differently.</param>
internal sealed record ReplayOutcome(
    ReplayReport Before,
    ReplayReport After,
    long Entering,
    long Leaving,
    IReadOnlyList<ReplayedLead> Leads
);

/// <summary>Goes through all leads once, by two models side by side.</summary>
internal sealed class ReplayComparison
{
    private const int ToldEvery = 5_000;

    private readonly Replay _replay;
    private readonly ScoringModel _inForce;
    private readonly DateTimeOffset _now;
    private readonly LeadReplay _before;
    private readonly LeadReplay _after;
    private readonly ReplayTally _beforeTally;
    private readonly ReplayTally _afterTally;
    private readonly bool _areSame;
    private readonly LatestLeads _entering = new();
    private readonly LatestLeads _leaving = new();

    public ReplayComparison(Replay replay, ScoringModel inForce, DateTimeOffset now)
    {
        (_replay, _inForce, _now) = (replay, inForce, now);
        _before = new(inForce, ReplayOrder.AsHappened) { Sweeps = true };
        _after = new(replay.Model, ReplayOrder.AsHappened) { Sweeps = true };
        (_beforeTally, _afterTally) = (new(_before, now), new(_after, now));
        // A version beside itself is gone through once.
        _areSame = replay.ModelVersion == replay.AgainstVersion;
    }

    /// <param name="told">Is told now and then how many leads are done, and may stop it by throwing.</param>
    public ReplayOutcome Run(NpgsqlDataSource source, Action<long> told, CancellationToken cancel)
    {
        using var reader = new HistoryReader(source, [_inForce, _replay.Model], ReplayOrder.AsHappened);
        var lead = new LeadHistory();
        var done = 0L;
        while (reader.Read(lead))
        {
            Compare(lead);
            if (++done % ToldEvery == 0)
            {
                cancel.ThrowIfCancellationRequested();
                told(done);
            }
        }
        told(done);
        return new(
            _beforeTally.Report(),
            (_areSame ? _beforeTally : _afterTally).Report(),
            _entering.Count,
            _leaving.Count,
            [.. _entering.Leads, .. _leaving.Leads]
        );
    }

    private void Compare(LeadHistory lead)
    {
        _before.Walk(lead, DateTimeOffset.MinValue, _now);
        _beforeTally.Add(lead);
        if (_areSame)
        {
            return;
        }

        _after.Walk(lead, DateTimeOffset.MinValue, _now);
        _afterTally.Add(lead);
        switch (_before.Moves.Count > 0, _after.Moves.Count > 0)
        {
            case (false, true):
                _entering.Add(_after.Moves[0].At, at => Told(lead, enters: true, at));
                break;
            case (true, false):
                _leaving.Add(_before.Moves[0].At, at => Told(lead, enters: false, at));
                break;
            case (true, true) or (false, false):
                break;
        }
    }

    private ReplayedLead Told(LeadHistory lead, bool enters, DateTimeOffset at)
    {
        var facts = lead.Facts.FindLast(step => step.At <= at).Facts;
        var before = Scorer.Explain(_before.Sheet, facts, at);
        var after = Scorer.Explain(_after.Sheet, facts, at);
        var why = ReplayReason.Tell(_inForce, before, _replay.Model, after);
        return new ReplayedLead(
            _replay.Id,
            enters,
            at,
            lead.LeadId,
            after.Total,
            before.Total,
            why.Length > ReplayedLead.WhyMaxLength ? why[..ReplayedLead.WhyMaxLength] : why
        );
    }
}
