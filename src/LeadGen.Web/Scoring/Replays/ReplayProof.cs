using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring.History;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>A lead and how it qualified.</summary>
public sealed record LeadQualification(Guid LeadId, QualificationKind Kind);

/// <summary>What came of the proof.</summary>
/// <param name="Moves">Stored moves that the version made.</param>
/// <param name="Missing">Stored, and not found by the replay. Bounded, as <paramref name="Extra"/> is: found, and not stored.</param>
public sealed record ProofResult(
    int Version,
    long Leads,
    long Moves,
    IReadOnlyList<LeadQualification> Missing,
    IReadOnlyList<LeadQualification> Extra
)
{
    public bool Holds => Missing.Count == 0 && Extra.Count == 0;
}

/// <summary>
/// Replays the version in force over the time since it was published, by what was known at each moment and with what people did as
/// given: the same leads must have qualified in the same way as the stored moves say.
/// </summary>
public sealed class ReplayProof(LeadGenDbContext db, NpgsqlDataSource source, TimeProvider time)
{
    private const int ToldMax = 100;

    public async Task<ProofResult> RunAsync(CancellationToken cancel)
    {
        var published = await db
            .ScoringModels.AsNoTracking()
            .SingleAsync(model => model.State == ModelState.Published, cancel);
        var (from, until) = (published.PublishedAt ?? DateTimeOffset.MinValue, time.GetUtcNow());
        return await OwnThread.RunAsync(
            () => Run(published.Model, published.Version!.Value, from, until, cancel),
            cancel
        );
    }

    private ProofResult Run(
        ScoringModel model,
        int version,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken cancel
    )
    {
        using var reader = new HistoryReader(source, [model], ReplayOrder.AsRecorded);
        var (lead, replay) = (new LeadHistory(), new LeadReplay(model, ReplayOrder.AsRecorded, version));
        var (leads, moves) = (0L, 0L);
        var (missing, extra) = (new List<LeadQualification>(), new List<LeadQualification>());
        while (reader.Read(lead))
        {
            cancel.ThrowIfCancellationRequested();
            leads++;
            replay.Walk(lead, from, until);
            var stored = lead.Moves.Where(replay.IsOwn).Select(move => KindOf(move)).ToList();
            var found = replay.Moves.Select(move => move.Kind).ToList();
            moves += stored.Count;
            Tell(missing, lead.LeadId, stored, found);
            Tell(extra, lead.LeadId, found, stored);
        }

        return new ProofResult(version, leads, moves, missing, extra);
    }

    private static void Tell(
        List<LeadQualification> told,
        Guid lead,
        List<QualificationKind> those,
        List<QualificationKind> others
    )
    {
        foreach (var kind in those.Distinct())
        {
            if (told.Count < ToldMax && those.Count(one => one == kind) > others.Count(one => one == kind))
            {
                told.Add(new LeadQualification(lead, kind));
            }
        }
    }

    private static QualificationKind KindOf(StageMove move) =>
        move.To == Stage.Pql ? QualificationKind.Pql : QualificationKind.Mql;
}
