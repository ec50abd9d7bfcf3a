using System.Diagnostics.Metrics;
using LeadGen.Domain;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Scoring;

/// <summary>What a shadow would have done on one day (UTC).</summary>
/// <param name="Mqls">Leads that it would have made MQLs.</param>
/// <param name="InForceToo">Of these, those that the model in force made MQLs at the same moment.</param>
public sealed record ShadowDay(DateOnly Day, int Mqls, int InForceToo);

/// <summary>Runs a frozen draft beside the model in force, and counts the leads that it would have made MQLs. Nothing else follows.</summary>
public sealed partial class ShadowRun(LeadGenDbContext db, ShadowCache cache, TimeProvider time, ILogger<ShadowRun> log)
{
    private const int DaysShown = 14;

    private static readonly Counter<long> Would = Metrics.Meter.CreateCounter<long>(
        "leadgen.shadow.mqls",
        description: "Leads that the draft that runs beside the model in force would have made MQLs"
    );

    /// <summary>The one that runs; null where none does. Its model is read once.</summary>
    public async Task<ShadowModel?> CurrentAsync(CancellationToken cancel)
    {
        var id = await db
            .ShadowModels.Where(shadow => shadow.EndedAt == null)
            .Select(shadow => (Guid?)shadow.Id)
            .SingleOrDefaultAsync(cancel);
        if (id is null || cache.Latest?.Id == id)
        {
            return id is null ? null : cache.Latest;
        }

        return cache.Latest = await db.ShadowModels.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel);
    }

    /// <summary>The latest days on which it would have made MQLs, the latest first.</summary>
    public Task<List<ShadowDay>> DaysAsync(Guid id, CancellationToken cancel) =>
        db
            .ShadowMqls.Where(mql => mql.ShadowId == id)
            .GroupBy(mql => mql.Day)
            .OrderByDescending(day => day.Key)
            .Take(DaysShown)
            .Select(day => new ShadowDay(day.Key, day.Count(), day.Count(mql => mql.InForceToo)))
            .ToListAsync(cancel);

    /// <summary>The draft, as it is now, runs from here on; one that ran ends.</summary>
    /// <returns>False where there is no draft, or another was started at the same moment.</returns>
    public async Task<bool> StartAsync(string? actor, CancellationToken cancel)
    {
        var draft = await db
            .ScoringModels.AsNoTracking()
            .SingleOrDefaultAsync(model => model.State == ModelState.Draft, cancel);
        if (draft is null)
        {
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await StopAsync(cancel);
        var now = time.GetUtcNow();
        db.ShadowModels.Add(
            new ShadowModel
            {
                Id = Guid.CreateVersion7(now),
                Model = draft.Model,
                StartedAt = now,
                StartedBy = actor,
            }
        );
        if (!await db.TrySaveAsync(cancel))
        {
            return false;
        }

        await transaction.CommitAsync(cancel);
        LogStarted();
        return true;
    }

    public Task<int> StopAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db
            .ShadowModels.Where(shadow => shadow.EndedAt == null)
            .ExecuteUpdateAsync(shadow => shadow.SetProperty(s => s.EndedAt, now), cancel);
    }

    /// <summary>Counts those that it would have made MQLs, in the caller's transaction; each lead once.</summary>
    internal async Task CountAsync(
        ShadowModel shadow,
        IReadOnlyList<(Lead Lead, Verdict Verdict)> verdicts,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var would = verdicts.Where(one => one.Verdict.Shadowed).ToList();
        if (would.Count == 0)
        {
            return;
        }

        var leads = would.Select(one => one.Lead.Id).ToArray();
        var inForce = would.Select(one => one.Verdict.Move?.To == Stage.Mql).ToArray();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var counted = await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.shadow_mqls (shadow_id, lead_id, day, in_force_too)
            select {shadow.Id}, lead_id, {day}, in_force from unnest({leads}, {inForce}) as would (lead_id, in_force)
            on conflict do nothing
            """,
            cancel
        );
        Would.Add(counted);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A draft of the scoring model runs beside the one in force")]
    private partial void LogStarted();
}

public sealed class ShadowCache
{
    private volatile ShadowModel? _latest;

    public ShadowModel? Latest
    {
        get => _latest;
        set => _latest = value;
    }
}
