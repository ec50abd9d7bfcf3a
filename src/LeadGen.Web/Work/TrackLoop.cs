using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Tracking;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Work;

/// <summary>
/// Stores what browsers told, many of them in one transaction. While the database is away it keeps what it has in hand and tries again; what
/// waits when the app is stopped is stored first. A kill loses the page views of the last moment, and nothing else: see <see cref="TrackIntake"/>.
/// </summary>
public sealed partial class TrackLoop(
    TrackBuffer buffer,
    TouchpointIntake intake,
    TrackingPlans plans,
    IServiceScopeFactory scopes,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<TrackLoop> log
) : WorkLoop(Look, log)
{
    public const int BatchRows = 500;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private List<TrackedRows>? _inHand;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            while (_inHand is not null || buffer.Count > 0)
            {
                await StoreNextAsync(cancellationToken);
            }
        }
        catch (Exception e) when (DatabaseAway.Passes(e))
        {
            LogLost(e, buffer.Count);
        }
    }

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        if (_inHand is null)
        {
            await buffer.WaitAsync(stop);
            if (buffer.Count < BatchRows)
            {
                await Task.Delay(Gather, stop);
            }
        }

        await StoreNextAsync(stop);
        return true;
    }

    private async Task StoreNextAsync(CancellationToken cancel)
    {
        var taken = _inHand ??= Take();
        var rows = taken.SelectMany(one => one.Rows).ToList();
        var isStored = true;
        try
        {
            await StoreAsync(rows, cancel);
        }
        catch (Exception e) when (!DatabaseAway.Passes(e) && e is not OperationCanceledException)
        {
            LogLost(e, rows.Count);
            TrackMetrics.Told("failed", rows.Count);
            isStored = false;
        }

        _inHand = null;
        taken.ForEach(one => one.Stored?.TrySetResult(isStored));
    }

    private List<TrackedRows> Take()
    {
        var (taken, count) = (new List<TrackedRows>(), 0);
        while (count < BatchRows && buffer.TryTake(out var rows))
        {
            taken.Add(rows);
            count += rows.Rows.Count;
        }

        return taken;
    }

    private async Task StoreAsync(List<TrackedRow> rows, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var (allowed, leads) = await AllowedAsync(db, rows, cancel);
        TrackMetrics.Told("no_consent", rows.Count - allowed.Count);
        foreach (var some in allowed.Chunk(TouchpointIntake.ItemsMax))
        {
            var taken = await intake.TakeAsync([.. some.Select(ItemOf)], Channel.Form, cancel);
            var machines = some.Count(row => row.MachineWhy is not null);
            TrackMetrics.Told("machine", machines);
            TrackMetrics.Told("stored", taken.Accepted - machines);
        }

        await ConfirmAsync(db, leads, cancel);
    }

    /// <summary>Whoever has not agreed, where that is asked for, or has taken it back leaves nothing, whatever a script sends.</summary>
    private async Task<(List<TrackedRow> Rows, Guid[] Leads)> AllowedAsync(
        LeadGenDbContext db,
        List<TrackedRow> rows,
        CancellationToken cancel
    )
    {
        var plan = await plans.CurrentAsync(cancel);
        var ids = rows.Select(row => row.Visitor).Distinct().ToArray();
        var known = await db
            .Visitors.Where(visitor => ids.Contains(visitor.Id))
            .Select(visitor => new
            {
                visitor.Id,
                visitor.MayTrack,
                visitor.LeadId,
            })
            .ToDictionaryAsync(visitor => visitor.Id, cancel);
        var allowed = rows.FindAll(row => known.GetValueOrDefault(row.Visitor)?.MayTrack ?? !plan.Asks);
        var leads = allowed
            .Where(row => row.MachineWhy is null)
            .Select(row => known.GetValueOrDefault(row.Visitor)?.LeadId)
            .OfType<Guid>();
        return (allowed, [.. leads.Distinct()]);
    }

    /// <summary>A page view in their own browser shows that these people clicked on what we wrote to them.</summary>
    private async Task ConfirmAsync(LeadGenDbContext db, Guid[] leads, CancellationToken cancel)
    {
        if (leads.Length == 0)
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.ConfirmAsync(leads, time.GetUtcNow(), cancel) > 0)
        {
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            queue.Wake();
        }
    }

    private static TouchpointItem ItemOf(TrackedRow row) =>
        new()
        {
            Id = row.Id,
            Kind = row.Kind,
            OccurredAt = row.At,
            VisitorId = row.Visitor,
            Path = row.Path,
            Source = row.Source,
            Properties = row.Properties,
            MachineWhy = row.MachineWhy,
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} page views and events could not be stored and are lost")]
    private partial void LogLost(Exception e, int count);
}
