using System.Diagnostics.Metrics;
using LeadGen.Domain;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Leads that qualify without having done anything lately: imported, seeded, or reached by a publish. A marketer releases them.</summary>
public sealed partial class ReadyLeads(LeadGenDbContext db, RescoreQueue queue, ILogger<ReadyLeads> log)
{
    private static readonly Counter<long> Released = Metrics.Meter.CreateCounter<long>(
        "leadgen.ready.released",
        description: "Ready leads that were let go to sales, by hand or by the day"
    );

    /// <summary>How many there are, counted no further than the bound.</summary>
    public Task<int> CountAsync(int atMost, CancellationToken cancel) =>
        db.LeadScores.Where(score => score.Ready).OrderBy(score => score.LeadId).Take(atMost).CountAsync(cancel);

    /// <summary>Lets some of them move, the best first. They become MQLs as soon as the scorer has looked at them.</summary>
    /// <returns>How many were released.</returns>
    public async Task<int> ReleaseAsync(int atMost, string actor, CancellationToken cancel)
    {
        var released = await db.Database.ExecuteSqlAsync(
            $"""
            with chosen as (
                select lead_id from leadgen.lead_scores where ready order by score desc, lead_id desc limit {atMost} for update)
            , marked as (
                update leadgen.lead_scores s set ready = false from chosen c where s.lead_id = c.lead_id)
            insert into leadgen.rescore_requests (id, lead_id, cause, moves, actor)
            select gen_random_uuid(), lead_id, {Terms.Of(MoveCause.Released)}, true, {actor} from chosen
            """,
            cancel
        );
        queue.Wake();
        Released.Add(released);
        LogReleased(released);
        return released;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Number} ready leads were released")]
    private partial void LogReleased(int number);
}
