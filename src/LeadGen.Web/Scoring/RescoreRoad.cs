using LeadGen.Domain;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>Takes requests and open runs, a batch at a time, each in one transaction: what is done is gone, what is not is still there.</summary>
public sealed partial class RescoreRoad(IServiceScopeFactory scopes, ILogger<RescoreRoad> log)
{
    /// <summary>Leads are locked while their batch is written: small enough that a form is not kept waiting.</summary>
    public const int BatchSize = 500;

    private static readonly TimeSpan OthersAreAtIt = TimeSpan.FromMilliseconds(20);

    /// <summary>Does everything that is waiting, and waits for what others are at; for tests and commands.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await NextAsync(cancel) > 0 || await IsWaitingAsync(cancel)) { }
    }

    /// <summary>Does one batch of requests, or else asks for those whose time has come, or else does one chunk of a run.</summary>
    /// <returns>How many it has done: a whole <see cref="BatchSize"/> where more may be waiting, 0 where nothing was.</returns>
    public async Task<int> NextAsync(CancellationToken cancel)
    {
        try
        {
            return await RequestsAsync(BatchSize, cancel) is var done and > 0 ? done
                : await RisesAsync(cancel) is var risen and > 0 ? risen
                : await RunChunkAsync(cancel);
        }
        catch (Exception e) when (LostRace.Is(e) && DatabaseAway.Passes(e))
        {
            // Nothing of it is done, and it is all still there; who was first, such as an erasure, may have taken some of it.
            LogAgain();
            return BatchSize;
        }
        catch (Exception e) when (e is not OperationCanceledException && !DatabaseAway.Passes(e))
        {
            LogBatchFailed(e);
            return await OneByOneAsync(cancel);
        }
    }

    // What another has claimed and not committed yet is still to be seen from here.
    private async Task<bool> IsWaitingAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var waiting =
            await db.RescoreRequests.AnyAsync(request => request.Error == null, cancel)
            || await db.RescoreRuns.AnyAsync(run => run.FinishedAt == null, cancel);
        if (waiting)
        {
            await Task.Delay(OthersAreAtIt, cancel);
        }

        return waiting;
    }

    /// <param name="claimed">Told which they are before they are done.</param>
    private async Task<int> RequestsAsync(
        int limit,
        CancellationToken cancel,
        Action<IReadOnlyList<RescoreRequest>>? claimed = null
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using var transaction = await db.BeginBatchAsync(cancel);
        var requests = await ClaimAsync(db, limit, cancel);
        if (requests.Count == 0)
        {
            return 0;
        }

        claimed?.Invoke(requests);
        await scope.ServiceProvider.GetRequiredService<Rescorer>().ScoreAsync(requests, cancel);
        await transaction.CommitAsync(cancel);
        return requests.Count;
    }

    /// <summary>Of a batch that failed the good ones are done, and the bad one is parked where staff can see it.</summary>
    private async Task<int> OneByOneAsync(CancellationToken cancel)
    {
        for (var i = 0; i < BatchSize; i++)
        {
            RescoreRequest? at = null;
            try
            {
                if (await RequestsAsync(1, cancel, claimed => at = claimed[0]) == 0)
                {
                    break;
                }
            }
            catch (Exception e) when (at is not null && e is not OperationCanceledException && !DatabaseAway.Passes(e))
            {
                await ParkAsync(at.Id, e.Message, cancel);
            }
        }

        return BatchSize;
    }

    /// <summary>That one and no other: another instance may have met the same one, and be ahead.</summary>
    private async Task ParkAsync(Guid id, string error, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.rescore_requests set error = {error[..Math.Min(error.Length, RescoreRequest.ErrorMaxLength)]}
            where id = {id}
            """,
            cancel
        );
    }

    private static Task<List<RescoreRequest>> ClaimAsync(LeadGenDbContext db, int limit, CancellationToken cancel) =>
        db
            .RescoreRequests.FromSql(
                $"""
                with due as materialized (
                    select id from leadgen.rescore_requests where error is null order by moves desc, id limit {limit} for update skip locked)
                delete from leadgen.rescore_requests r using due where r.id = due.id
                returning r.*
                """
            )
            .AsNoTracking()
            .ToListAsync(cancel);

    /// <summary>Leads that time alone makes qualify are looked at when it has come.</summary>
    private async Task<int> RisesAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        return await db.Database.ExecuteSqlAsync(
            $"""
            with due as (
                select lead_id from leadgen.lead_scores where rises_at <= {now} order by rises_at limit {BatchSize} for update skip locked)
            , marked as (
                update leadgen.lead_scores s set rises_at = null from due where s.lead_id = due.lead_id)
            insert into leadgen.rescore_requests (id, lead_id, cause, moves)
            select gen_random_uuid(), lead_id, {Terms.Of(MoveCause.Time)}, true from due
            """,
            cancel
        );
    }

    private async Task<int> RunChunkAsync(CancellationToken cancel)
    {
        try
        {
            return await InBatchAsync(chunk => chunk.DoAsync(cancel), cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException && !DatabaseAway.Passes(e))
        {
            LogChunkFailed(e);
            return await InBatchAsync(chunk => chunk.PassOnAsync(cancel), cancel);
        }
    }

    private async Task<int> InBatchAsync(Func<RunChunk, Task<int>> work, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var transaction = await scope
            .ServiceProvider.GetRequiredService<LeadGenDbContext>()
            .BeginBatchAsync(cancel);
        var done = await work(scope.ServiceProvider.GetRequiredService<RunChunk>());
        await transaction.CommitAsync(cancel);
        return done;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A batch of scores met another's locks and is begun anew")]
    private partial void LogAgain();

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of scores failed; its requests are taken one by one")]
    private partial void LogBatchFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "A chunk of a run failed; its leads are asked for one by one")]
    private partial void LogChunkFailed(Exception e);
}
