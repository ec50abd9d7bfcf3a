using LeadGen.Domain;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring.History;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Scoring;

/// <summary>
/// One piece of a run over all leads. Looking at a lead again moves nothing, so it is read as a stream and only its score is written: no
/// lead is locked, and nobody who posts a form is kept waiting. A score that somebody else has written meanwhile stays, and its lead is
/// asked for once more.
/// </summary>
internal sealed class RunChunk(
    LeadGenDbContext db,
    NpgsqlDataSource source,
    PublishedModel published,
    TimeProvider time
)
{
    /// <summary>A small part of a second: so long a form that comes now waits to be scored.</summary>
    public const int Size = 2_000;

    /// <summary>In the caller's transaction, with how far the run has come.</summary>
    /// <returns>How many leads; 0 where none is left, or no run is under way that nobody is at.</returns>
    public async Task<int> DoAsync(CancellationToken cancel)
    {
        if (await ClaimAsync(cancel) is not { } run)
        {
            return 0;
        }

        var now = Rescorer.Kept(time.GetUtcNow());
        var model = await published.CurrentAsync(cancel);
        var range = new LeadRange(run.Cursor, await LastAsync(run.Cursor, cancel));
        var scored = await OwnThread.RunAsync(() => Score(range, model, now), cancel);
        var late = await LeadScoreTable.ReplaceAsync(db, scored, cancel);
        if (range.UpTo is { } last)
        {
            run.Cursor = last;
        }
        else
        {
            run.FinishedAt = now;
            // Who was scored by the version before while it was replaced.
            late = [.. late, .. await OlderAsync(model.Version, cancel)];
        }

        run.Done += scored.Count;
        db.RescoreRequests.AddRange(late.Select(id => RescoreQueue.Quiet(id, run.Cause, now)));
        await db.SaveChangesAsync(cancel);
        return scored.Count;
    }

    /// <summary>Where a chunk fails as a whole its leads are asked for one by one: the bad one is parked then, and the run goes on.</summary>
    /// <returns>How many were asked for.</returns>
    public async Task<int> PassOnAsync(CancellationToken cancel)
    {
        if (await ClaimAsync(cancel) is not { } run)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var ids = await db
            .Leads.Where(lead => lead.Id > run.Cursor && lead.MergedInto == null)
            .OrderBy(lead => lead.Id)
            .Select(lead => lead.Id)
            .Take(Size)
            .ToListAsync(cancel);
        db.RescoreRequests.AddRange(ids.Select(id => RescoreQueue.Quiet(id, run.Cause, now)));
        run.Done += ids.Count;
        if (ids.Count < Size)
        {
            run.FinishedAt = now;
        }
        else
        {
            run.Cursor = ids[^1];
        }

        await db.SaveChangesAsync(cancel);
        return ids.Count;
    }

    private Task<RescoreRun?> ClaimAsync(CancellationToken cancel) =>
        db
            .RescoreRuns.FromSql(
                $"select * from leadgen.rescore_runs where finished_at is null order by id limit 1 for update skip locked"
            )
            .SingleOrDefaultAsync(cancel);

    /// <summary>Null where the leads that are left are not more than a chunk.</summary>
    private async Task<Guid?> LastAsync(Guid after, CancellationToken cancel)
    {
        var ids = await db
            .Leads.Where(lead => lead.Id > after && lead.MergedInto == null)
            .OrderBy(lead => lead.Id)
            .Select(lead => lead.Id)
            .Skip(Size - 1)
            .Take(1)
            .ToListAsync(cancel);
        return ids is [var last] ? last : null;
    }

    private List<(LeadScore Score, DateTimeOffset? Seen)> Score(LeadRange range, ModelInForce model, DateTimeOffset now)
    {
        using var reader = new ScoredLeadReader(source, model.Model, range);
        var scored = new List<(LeadScore, DateTimeOffset?)>(Size);
        var (sheet, touchpoints) = (new Scoresheet(model.Model), new List<Touchpoint>());
        while (reader.Read(touchpoints) is var (id, lead))
        {
            sheet.Put(touchpoints);
            var verdict = Qualification.Stand(
                sheet,
                lead.Facts,
                lead.Stage,
                lead.HasOpenHandoff,
                lead.CountsAfter,
                now
            );
            scored.Add((Rescorer.RowOf(id, lead.Stage, verdict, model.Version, now), lead.ScoredAt));
        }

        return scored;
    }

    private Task<List<Guid>> OlderAsync(int version, CancellationToken cancel) =>
        db
            .LeadScores.Where(score => score.ModelVersion < version)
            .OrderBy(score => score.LeadId)
            .Select(score => score.LeadId)
            .Take(Size)
            .ToListAsync(cancel);
}
