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

/// <summary>
/// Goes through all leads once, by two models side by side: while some leads are judged, by each model on a thread of its own, the next
/// are read. So a draft beside the model in force hardly takes longer than either alone.
/// </summary>
internal sealed class ReplayComparison
{
    private readonly Replay _replay;
    private readonly ScoringModel _inForce;
    private readonly ModelJudge _before;
    private readonly ModelJudge _after;
    private readonly bool _areSame;
    private readonly LatestLeads _entering = new();
    private readonly LatestLeads _leaving = new();

    // Of the few leads that the two judge differently.
    private readonly Scoresheet _beforeSheet;
    private readonly Scoresheet _afterSheet;

    public ReplayComparison(Replay replay, ScoringModel inForce, DateTimeOffset now)
    {
        (_replay, _inForce) = (replay, inForce);
        (_before, _after) = (new(inForce, now), new(replay.Model, now));
        (_beforeSheet, _afterSheet) = (new(inForce), new(replay.Model));
        // A version beside itself is gone through once.
        _areSame = replay.ModelVersion == replay.AgainstVersion;
    }

    /// <param name="told">Is told now and then how many leads are done, and may stop it by throwing.</param>
    public ReplayOutcome Run(NpgsqlDataSource source, Action<long> told, CancellationToken cancel)
    {
        using var reader = new HistoryReader(source, [_inForce, _replay.Model], ReplayOrder.AsHappened);
        var (next, judged, judging, done) = (new LeadBatch(), new LeadBatch(), Task.CompletedTask, 0L);
        while (true)
        {
            next.Fill(reader);
            judging.GetAwaiter().GetResult();
            Compare(judged);
            done += judged.Leads.Length;
            told(done);
            if (next.Leads.IsEmpty)
            {
                break;
            }

            cancel.ThrowIfCancellationRequested();
            (next, judged) = (judged, next);
            judging = JudgeAsync(judged);
        }

        var before = _before.Report();
        return new(
            before,
            _areSame ? before : _after.Report(),
            _entering.Count,
            _leaving.Count,
            [.. _entering.Leads, .. _leaving.Leads]
        );
    }

    private Task JudgeAsync(LeadBatch batch)
    {
        var before = Task.Run(() => _before.Judge(batch.Leads, batch.Before));
        return _areSame ? before : Task.WhenAll(before, Task.Run(() => _after.Judge(batch.Leads, batch.After)));
    }

    private void Compare(LeadBatch batch)
    {
        if (_areSame)
        {
            return;
        }

        for (var i = 0; i < batch.Leads.Length; i++)
        {
            var lead = batch.Leads[i];
            switch (batch.Before[i], batch.After[i])
            {
                case (null, { } enters):
                    _entering.Add(enters.At, () => Told(lead, enters: true, enters));
                    break;
                case ({ } leaves, null):
                    _leaving.Add(leaves.At, () => Told(lead, enters: false, leaves));
                    break;
            }
        }
    }

    private ReplayedLead Told(LeadHistory lead, bool enters, ReplayedMove move)
    {
        var facts = lead.Facts.FindLast(step => step.At <= move.At).Facts;
        _beforeSheet.Put(lead.Touchpoints);
        _afterSheet.Put(lead.Touchpoints);
        var why = ReplayReason.Tell(move, facts, lead.Touchpoints, _beforeSheet, _afterSheet);
        return new ReplayedLead(
            _replay.Id,
            enters,
            move.At,
            lead.LeadId,
            _afterSheet.Score(facts, move.At, move.CountsAfter).Total,
            _beforeSheet.Score(facts, move.At, move.CountsAfter).Total,
            why.Length > ReplayedLead.WhyMaxLength ? why[..ReplayedLead.WhyMaxLength] : why
        );
    }
}
