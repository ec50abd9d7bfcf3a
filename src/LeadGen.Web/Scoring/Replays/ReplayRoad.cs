using System.Diagnostics;
using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Scoring.History;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Scoring.Replays;

/// <summary>
/// Takes the replays that are asked for, one at a time. Who takes one holds a lease; if it dies or freezes another begins anew,
/// and what the first still wanted to write is refused.
/// </summary>
public sealed partial class ReplayRoad(
    IServiceScopeFactory scopes,
    NpgsqlDataSource source,
    TimeProvider time,
    ILogger<ReplayRoad> log
) : IDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly FencedRuns _runs = new(source, time, "leadgen.replays", Lease);

    /// <summary>Replays whose leads stay listed; of older ones the counts do.</summary>
    public const int ListedMax = 10;

    private static readonly System.Diagnostics.Metrics.Counter<long> Replayed = Metrics.Meter.CreateCounter<long>(
        "leadgen.replays",
        description: "Replays of a scoring model, by how they ended"
    );

    /// <summary>Called where a replay is asked for.</summary>
    public WakeUp Asked { get; } = new();

    /// <summary>Does the replay that has waited longest.</summary>
    /// <returns>False where none waited.</returns>
    public async Task<bool> NextAsync(CancellationToken cancel)
    {
        if (await ClaimAsync(cancel) is not { } replay)
        {
            return false;
        }

        try
        {
            var begun = Stopwatch.GetTimestamp();
            var inForce = await InForceAsync(replay, cancel);
            var comparison = new ReplayComparison(replay, inForce, replay.StartedAt!.Value);
            var outcome = await OwnThread.RunAsync(
                () => comparison.Run(source, _runs.Progress(replay.Id, replay.Fence), cancel),
                cancel
            );
            await FinishAsync(replay, outcome, cancel);
            Replayed.Add(1, new KeyValuePair<string, object?>("result", "done"));
            LogDone(replay.Id, outcome.After.Leads, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        catch (LeaseLostException)
        {
            LogLost(replay.Id);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await _runs.FailAsync(replay.Id, replay.Fence, e.Message);
            Replayed.Add(1, new KeyValuePair<string, object?>("result", "failed"));
            LogFailed(e, replay.Id);
        }

        return true;
    }

    public void Dispose() => Asked.Dispose();

    private async Task<Replay?> ClaimAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var claimed = await db
            .Replays.FromSqlRaw(_runs.ClaimSql, _runs.ClaimArguments(time.GetUtcNow()))
            .AsNoTracking()
            .ToListAsync(cancel);
        return claimed.SingleOrDefault();
    }

    private async Task<Domain.Scoring.ScoringModel> InForceAsync(Replay replay, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        return await db
            .ScoringModels.Where(model => model.Version == replay.AgainstVersion)
            .Select(model => model.Model)
            .SingleAsync(cancel);
    }

    private async Task FinishAsync(Replay replay, ReplayOutcome outcome, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var row = await db
            .Replays.FromSql(
                $"select * from leadgen.replays where id = {replay.Id} and fence = {replay.Fence} for update"
            )
            .SingleOrDefaultAsync(cancel);
        if (row is not { State: ReplayState.Running })
        {
            throw new LeaseLostException();
        }

        (row.State, row.FinishedAt, row.LeasedUntil) = (ReplayState.Done, time.GetUtcNow(), null);
        (row.Done, row.Total) = (outcome.After.Leads, outcome.After.Leads);
        (row.Before, row.After) = (outcome.Before, outcome.After);
        (row.Entering, row.Leaving) = (outcome.Entering, outcome.Leaving);
        await db.SaveChangesAsync(cancel);
        await InsertAsync(db, outcome.Leads, cancel);
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from leadgen.replayed_leads where replay_id in (
                select id from leadgen.replays order by id desc offset {ListedMax})
            """,
            cancel
        );
        await transaction.CommitAsync(cancel);
    }

    private static Task<int> InsertAsync(
        LeadGenDbContext db,
        IReadOnlyList<ReplayedLead> leads,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.replayed_leads (replay_id, enters, at, lead_id, score, score_before, why)
            select * from unnest(
                {leads.Select(l => l.ReplayId).ToArray()}, {leads.Select(l => l.Enters).ToArray()},
                {leads.Select(l => l.At.ToUniversalTime()).ToArray()}, {leads.Select(l => l.LeadId).ToArray()},
                {leads.Select(l => l.Score).ToArray()}, {leads.Select(l => l.ScoreBefore).ToArray()},
                {leads.Select(l => l.Why).ToArray()})
            """,
            cancel
        );

    [LoggerMessage(Level = LogLevel.Information, Message = "Replay {Replay} went through {Leads} leads in {Seconds} s")]
    private partial void LogDone(Guid replay, long leads, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Replay {Replay} was taken over by another instance")]
    private partial void LogLost(Guid replay);

    [LoggerMessage(Level = LogLevel.Error, Message = "Replay {Replay} failed")]
    private partial void LogFailed(Exception e, Guid replay);
}
