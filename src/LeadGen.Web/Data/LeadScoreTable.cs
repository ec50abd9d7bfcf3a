using LeadGen.Domain;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>Writes many cached scores by one statement.</summary>
public static class LeadScoreTable
{
    public static async Task WriteAsync(LeadGenDbContext db, IReadOnlyList<LeadScore> scores, CancellationToken cancel)
    {
        if (scores.Count == 0)
        {
            return;
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.lead_scores (lead_id, model_version, fit, engagement, score, qualifying_score, qualifies, ready, stage, scored_at, rises_at)
            select * from unnest(
                {scores.Select(s => s.LeadId).ToArray()}, {scores.Select(s => s.ModelVersion).ToArray()},
                {scores.Select(s => s.Fit).ToArray()}, {scores.Select(s => s.Engagement).ToArray()},
                {scores.Select(s => s.Score).ToArray()}, {scores.Select(s => s.QualifyingScore).ToArray()},
                {scores.Select(s => s.Qualifies).ToArray()}, {scores.Select(s => s.Ready).ToArray()},
                {scores.Select(s => Terms.Of(s.Stage)).ToArray()}, {scores.Select(s => s.ScoredAt).ToArray()},
                {scores.Select(s => s.RisesAt).ToArray()})
            on conflict (lead_id) do update set
                model_version = excluded.model_version, fit = excluded.fit, engagement = excluded.engagement,
                score = excluded.score, qualifying_score = excluded.qualifying_score, qualifies = excluded.qualifies,
                ready = excluded.ready, stage = excluded.stage, scored_at = excluded.scored_at,
                rises_at = excluded.rises_at
            """,
            cancel
        );
    }

    /// <summary>
    /// Writes scores that were worked out without a lock: each only where nobody has written it since it was seen. The stage beside it
    /// is the lead's own, whoever moves it.
    /// </summary>
    /// <param name="scored">Each with the instant of the score that was seen before; null where there was none.</param>
    /// <returns>The leads whose scores somebody else has written, or taken away.</returns>
    public static async Task<List<Guid>> ReplaceAsync(
        LeadGenDbContext db,
        IReadOnlyList<(LeadScore Score, DateTimeOffset? Seen)> scored,
        CancellationToken cancel
    )
    {
        if (scored.Count == 0)
        {
            return [];
        }

        var scores = scored.Select(one => one.Score).ToList();
        var written = await db
            .Database.SqlQuery<Guid>(
                $"""
                with scored as (
                    select * from unnest(
                        {scores.Select(s => s.LeadId).ToArray()}, {scores.Select(s => s.ModelVersion).ToArray()},
                        {scores.Select(s => s.Fit).ToArray()}, {scores.Select(s => s.Engagement).ToArray()},
                        {scores.Select(s => s.Score).ToArray()}, {scores.Select(s => s.QualifyingScore).ToArray()},
                        {scores.Select(s => s.Qualifies).ToArray()}, {scores.Select(s => s.Ready).ToArray()},
                        {scores.Select(s => s.ScoredAt).ToArray()}, {scores.Select(s => s.RisesAt).ToArray()},
                        {scored.Select(one => one.Seen).ToArray()})
                        as t (lead_id, model_version, fit, engagement, score, qualifying_score, qualifies, ready, scored_at, rises_at, seen)),
                replaced as (
                    update leadgen.lead_scores s set
                        model_version = n.model_version, fit = n.fit, engagement = n.engagement, score = n.score,
                        qualifying_score = n.qualifying_score, qualifies = n.qualifies, ready = n.ready,
                        scored_at = n.scored_at, rises_at = n.rises_at
                    from scored n where s.lead_id = n.lead_id and s.scored_at = n.seen
                    returning s.lead_id),
                added as (
                    insert into leadgen.lead_scores (lead_id, model_version, fit, engagement, score, qualifying_score, qualifies, ready, stage, scored_at, rises_at)
                    select n.lead_id, n.model_version, n.fit, n.engagement, n.score, n.qualifying_score, n.qualifies, n.ready, l.stage, n.scored_at, n.rises_at
                    from scored n join leadgen.leads l on l.id = n.lead_id and l.merged_into is null where n.seen is null
                    on conflict do nothing
                    returning lead_id)
                select lead_id as "Value" from replaced union all select lead_id from added
                """
            )
            .ToListAsync(cancel);
        return written.Count == scored.Count ? [] : [.. scores.Select(score => score.LeadId).Except(written)];
    }

    /// <summary>Takes over the stages of leads that have moved. Within the transaction that moved them.</summary>
    public static Task FollowAsync(LeadGenDbContext db, Guid[] moved, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.lead_scores s set stage = l.stage
            from leadgen.leads l where l.id = any({moved}) and s.lead_id = l.id and s.stage <> l.stage
            """,
            cancel
        );
}
