using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>Asks for replays, and reads what came of them.</summary>
public sealed class ReplayDesk(LeadGenDbContext db, ModelDesk models, ReplayRoad road, TimeProvider time)
{
    public const int Shown = 20;
    public const int LeadsShown = 50;

    /// <summary>Asks for a replay of the draft, or of the model in force. What waits or runs already is not asked for twice.</summary>
    /// <returns>Null where there is no draft.</returns>
    public async Task<Replay?> AskAsync(bool isDraft, string? actor, CancellationToken cancel)
    {
        var published = await models.PublishedAsync(cancel);
        var draft = isDraft ? await models.DraftAsync(cancel) : null;
        if (isDraft && draft is null)
        {
            return null;
        }

        var version = draft is null ? published.Version : null;
        var under = await db
            .Replays.AsNoTracking()
            .Where(replay => replay.State == ReplayState.Waiting || replay.State == ReplayState.Running)
            .Where(replay => replay.AgainstVersion == published.Version)
            .Where(replay => replay.ModelVersion == version)
            .OrderBy(replay => replay.Id)
            .ToListAsync(cancel);
        // A draft that was thrown away counts its revisions from 1 again: what it says is what tells two apart.
        if (under.Find(replay => draft is null || ScoringModelJson.AreSame(replay.Model, draft.Model)) is { } same)
        {
            return same;
        }

        var now = time.GetUtcNow();
        var replay = new Replay
        {
            Id = Guid.CreateVersion7(now),
            State = ReplayState.Waiting,
            Model = (draft ?? published).Model,
            ModelVersion = version,
            DraftRevision = draft?.Revision,
            AgainstVersion = published.Version!.Value,
            AskedAt = now,
            AskedBy = actor,
        };
        db.Replays.Add(replay);
        await db.SaveChangesAsync(cancel);
        road.Asked.Call();
        return replay;
    }

    public Task<Replay?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Replays.AsNoTracking().SingleOrDefaultAsync(replay => replay.Id == id, cancel);

    /// <summary>The latest, finished or not.</summary>
    public Task<ReplayLine?> LatestAsync(CancellationToken cancel) => Lines().FirstOrDefaultAsync(cancel);

    /// <summary>The latest that came to its end.</summary>
    public Task<Replay?> LatestDoneAsync(CancellationToken cancel) =>
        db
            .Replays.AsNoTracking()
            .Where(replay => replay.State == ReplayState.Done)
            .OrderByDescending(replay => replay.Id)
            .FirstOrDefaultAsync(cancel);

    /// <summary>The last ones asked for.</summary>
    public Task<List<ReplayLine>> LinesAsync(CancellationToken cancel) => Lines().Take(Shown).ToListAsync(cancel);

    // Without what they found, which is long.
    private IQueryable<ReplayLine> Lines() =>
        db
            .Replays.OrderByDescending(replay => replay.Id)
            .Select(replay => new ReplayLine(
                replay.Id,
                replay.State,
                replay.ModelVersion,
                replay.AgainstVersion,
                replay.AskedAt,
                replay.AskedBy,
                replay.Done,
                replay.Total,
                replay.Error,
                replay.Entering,
                replay.Leaving
            ));

    /// <summary>Leads that the two models judge differently, the latest first.</summary>
    /// <param name="after">The last one of the page before.</param>
    public Task<List<ReplayedName>> LeadsAsync(
        Guid replay,
        bool enters,
        (DateTimeOffset At, Guid Lead)? after,
        CancellationToken cancel
    )
    {
        var (at, lead) = after ?? (DateTimeOffset.MaxValue.AddDays(-1), Guid.AllBitsSet);
        return db
            .Database.SqlQuery<ReplayedName>(
                $"""
                select r.lead_id, r.at, r.score, r.score_before, r.why, l.email, l.first_name, l.last_name, l.company
                from leadgen.replayed_leads r join leadgen.leads l on l.id = r.lead_id
                where r.replay_id = {replay} and r.enters = {enters} and (r.at, r.lead_id) < ({at}, {lead})
                order by r.at desc, r.lead_id desc limit {LeadsShown + 1}
                """
            )
            .ToListAsync(cancel);
    }

    /// <summary>Leads whose score by the version in force lies between two thresholds, with the minimums of the model reached, the highest first.</summary>
    public Task<List<ScoredName>> BetweenAsync(
        int from,
        int below,
        ScoringModel model,
        int atMost,
        CancellationToken cancel
    )
    {
        var (fit, engagement) = (model.MinFit ?? int.MinValue, model.MinEngagement ?? int.MinValue);
        return db
            .Database.SqlQuery<ScoredName>(
                $"""
                select s.lead_id, s.score, s.fit, s.engagement, s.stage, l.email, l.first_name, l.last_name, l.company
                from leadgen.lead_scores s join leadgen.leads l on l.id = s.lead_id
                where s.score >= {from} and s.score < {below} and s.fit >= {fit} and s.engagement >= {engagement}
                order by s.score desc, s.lead_id desc limit {atMost}
                """
            )
            .ToListAsync(cancel);
    }

    /// <summary>What each team is handed in a week and gets through, of the last <see cref="PaceWeeks"/> weeks; those that get most first.</summary>
    public async Task<IReadOnlyList<TeamPace>> PacesAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow().AddDays(-7 * PaceWeeks);
        var teams = await db
            .Handoffs.Where(handoff => handoff.OpenedAt >= since)
            .GroupBy(handoff => handoff.TeamId)
            .Select(team => new
            {
                team.Key,
                Gets = team.Count(),
                Starts = team.Count(handoff => handoff.StartedAt != null),
                Mqls = team.Count(handoff => handoff.Kind == QualificationKind.Mql),
            })
            .ToListAsync(cancel);
        var names = await db.Set<TeamRow>()
            .Select(team => new { team.Id, team.Name })
            .ToDictionaryAsync(team => team.Id, team => team.Name, cancel);
        var (gets, mqls) = (teams.Sum(team => team.Gets), teams.Sum(team => team.Mqls));
        return
        [
            .. teams
                .Select(team => new TeamPace(
                    team.Key is { } id ? names.GetValueOrDefault(id) : null,
                    (double)team.Gets / PaceWeeks,
                    (double)team.Starts / PaceWeeks,
                    mqls > 0 ? (double)team.Mqls / mqls : (double)team.Gets / gets
                ))
                .OrderByDescending(team => team.Gets)
                .ThenBy(team => team.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Leads that sales began to work on in a week, on average of the last <see cref="PaceWeeks"/> weeks.</summary>
    public async Task<double> PaceAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow().AddDays(-7 * PaceWeeks);
        var started = await db.Handoffs.CountAsync(
            handoff => handoff.OpenedAt >= since && handoff.StartedAt != null,
            cancel
        );
        return (double)started / PaceWeeks;
    }

    public const int PaceWeeks = 8;
}

/// <summary>A replay and how far it is, without what it found.</summary>
public sealed record ReplayLine(
    Guid Id,
    ReplayState State,
    int? ModelVersion,
    int AgainstVersion,
    DateTimeOffset AskedAt,
    string? AskedBy,
    long Done,
    long Total,
    string? Error,
    long Entering,
    long Leaving
);

/// <summary>A lead of a replay, with its name.</summary>
public sealed record ReplayedName(
    Guid LeadId,
    DateTimeOffset At,
    int Score,
    int ScoreBefore,
    string Why,
    string Email,
    string? FirstName,
    string? LastName,
    string? Company
);

/// <summary>A lead with its score, and its name.</summary>
/// <param name="Stage">The term.</param>
public sealed record ScoredName(
    Guid LeadId,
    int Score,
    int Fit,
    int Engagement,
    string Stage,
    string Email,
    string? FirstName,
    string? LastName,
    string? Company
);
