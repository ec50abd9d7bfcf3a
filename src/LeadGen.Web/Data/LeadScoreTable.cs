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
