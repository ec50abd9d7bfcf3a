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

    private readonly FencedRuns _runs = new(source, time, "leadgen.learning_runs", Lease);

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
            await _runs.FailAsync(run.Id, run.Fence, e.Message);
            Tell("failed");
            LogFailed(e, run.Id);
        }

        return true;
    }

    public void Dispose() => Asked.Dispose();

    private (int Leads, Learned Learned) Learn(LearningRun run, ScoringModel inForce, CancellationToken cancel)
    {
        var examples = new ExampleReader(source, inForce, run.StartedAt!.Value).Read(
            _runs.Progress(run.Id, run.Fence),
            cancel
        );
        return (examples.Count, Learner.Learn(examples, run.Options, inForce));
    }

    private async Task<LearningRun?> ClaimAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var claimed = await db
            .LearningRuns.FromSqlRaw(_runs.ClaimSql, _runs.ClaimArguments(time.GetUtcNow()))
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

    private static void Tell(string result) => Learnt.Add(1, new KeyValuePair<string, object?>("result", result));

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
