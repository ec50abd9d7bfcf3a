using System.Diagnostics;
using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Scoring.History;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Scoring.Learning;

/// <summary>
/// Learns the scorecards that are asked for, one at a time. Who takes one holds a lease; if it dies or freezes another begins anew,
/// and what the first still wanted to write is refused.
/// </summary>
public sealed partial class LearningRoad(
    IServiceScopeFactory scopes,
    NpgsqlDataSource source,
    TimeProvider time,
    ILogger<LearningRoad> log
) : IDisposable
{
    /// <summary>Longer than learning takes once all leads are read, during which it tells nothing.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(1);

    private static readonly System.Diagnostics.Metrics.Counter<long> Learnt = Metrics.Meter.CreateCounter<long>(
        "leadgen.learning",
        description: "Scorecards learned from past leads, by how that ended"
    );

    /// <summary>Called where one is asked for.</summary>
    public WakeUp Asked { get; } = new();

    /// <summary>Does the one that has waited longest.</summary>
    /// <returns>False where none waited.</returns>
    public async Task<bool> NextAsync(CancellationToken cancel)
    {
        if (await ClaimAsync(cancel) is not { } run)
        {
            return false;
        }

        try
        {
            var begun = Stopwatch.GetTimestamp();
            var inForce = await InForceAsync(run, cancel);
            var (leads, learned) = await OwnThread.RunAsync(() => Learn(run, inForce, cancel), cancel);
            await FinishAsync(run, leads, learned, cancel);
            Tell(learned.Model is null ? "nothing" : "done");
            LogDone(run.Id, leads, Stopwatch.GetElapsedTime(begun).TotalSeconds, learned.Report.Lines.Count);
        }
        catch (LeaseLostException)
        {
            LogLost(run.Id);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await FailAsync(run, e.Message, CancellationToken.None);
            Tell("failed");
            LogFailed(e, run.Id);
        }

        return true;
    }

    public void Dispose() => Asked.Dispose();

    private (int Leads, Learned Learned) Learn(LearningRun run, ScoringModel inForce, CancellationToken cancel)
    {
        var examples = new ExampleReader(source, inForce, run.StartedAt!.Value).Read(Progress(run), cancel);
        return (examples.Count, Learner.Learn(examples, run.Options, inForce));
    }

    private async Task<LearningRun?> ClaimAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var now = time.GetUtcNow();
        var claimed = await db
            .LearningRuns.FromSql(
                $"""
                update leadgen.learning_runs set state = 'running', fence = fence + 1, leased_until = {now
                    + Lease}, started_at = {now}, done = 0,
                    total = (select greatest(reltuples, 0)::bigint from pg_class where oid = 'leadgen.leads'::regclass)
                where id = (
                    select id from leadgen.learning_runs
                    where state = 'waiting' or (state = 'running' and leased_until < {now})
                    order by id limit 1 for update skip locked)
                returning *
                """
            )
            .AsNoTracking()
            .ToListAsync(cancel);
        return claimed.SingleOrDefault();
    }

    private async Task<ScoringModel> InForceAsync(LearningRun run, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        return await db
            .ScoringModels.Where(model => model.Version == run.AgainstVersion)
            .Select(model => model.Model)
            .SingleAsync(cancel);
    }

    private Action<long> Progress(LearningRun run)
    {
        var told = Stopwatch.GetTimestamp();
        return done =>
        {
            if (Stopwatch.GetElapsedTime(told) < ToldEvery)
            {
                return;
            }
            told = Stopwatch.GetTimestamp();
            using var command = source.CreateCommand(
                "update leadgen.learning_runs set done = $1, leased_until = $2 where id = $3 and fence = $4"
            );
            command.Parameters.Add(new() { Value = done });
            command.Parameters.Add(new() { Value = time.GetUtcNow() + Lease });
            command.Parameters.Add(new() { Value = run.Id });
            command.Parameters.Add(new() { Value = run.Fence });
            if (command.ExecuteNonQuery() == 0)
            {
                throw new LeaseLostException();
            }
        };
    }

    private async Task FinishAsync(LearningRun run, int leads, Learned learned, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var row = await db
            .LearningRuns.FromSql(
                $"select * from leadgen.learning_runs where id = {run.Id} and fence = {run.Fence} for update"
            )
            .SingleOrDefaultAsync(cancel);
        if (row is not { State: LearningState.Running })
        {
            throw new LeaseLostException();
        }

        (row.State, row.FinishedAt, row.LeasedUntil) = (LearningState.Done, time.GetUtcNow(), null);
        (row.Done, row.Total) = (leads, leads);
        (row.Report, row.Model) = (learned.Report, learned.Model);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task FailAsync(LearningRun run, string error, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.learning_runs set state = 'failed', finished_at = {time.GetUtcNow()}, leased_until = null,
                error = {error[..Math.Min(error.Length, LearningRun.ErrorMaxLength)]}
            where id = {run.Id} and fence = {run.Fence}
            """,
            cancel
        );
    }

    private static void Tell(string result) => Learnt.Add(1, new KeyValuePair<string, object?>("result", result));

    private sealed class LeaseLostException : Exception;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Learning {Run} went through {Leads} leads in {Seconds} s and found {Lines} lines"
    )]
    private partial void LogDone(Guid run, int leads, double seconds, int lines);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Learning {Run} was taken over by another instance")]
    private partial void LogLost(Guid run);

    [LoggerMessage(Level = LogLevel.Error, Message = "Learning {Run} failed")]
    private partial void LogFailed(Exception e, Guid run);
}
