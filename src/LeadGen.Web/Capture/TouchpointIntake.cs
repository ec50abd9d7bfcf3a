using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Capture;

/// <summary>Takes lists of touchpoints from other systems: the good ones of a list in one transaction, whatever the others are.</summary>
public sealed class TouchpointIntake(
    CaptureTransaction transaction,
    TrackingPlans plans,
    RescoreQueue queue,
    TimeProvider time
)
{
    public const int ItemsMax = 1000;

    /// <param name="items">At most <see cref="ItemsMax"/>.</param>
    /// <param name="channel">Api, or Product for the product's own events.</param>
    public async Task<TouchpointsTaken> TakeAsync(
        IReadOnlyList<TouchpointItem> items,
        Channel channel,
        CancellationToken cancel
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Count, ItemsMax);
        var taken = await transaction.RunAsync((db, _, token) => TakeAsync(db, items, channel, token), cancel);
        if (taken.Accepted > 0)
        {
            queue.Wake();
        }

        return taken;
    }

    private async Task<TouchpointsTaken> TakeAsync(
        LeadGenDbContext db,
        IReadOnlyList<TouchpointItem> items,
        Channel channel,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var check = await TouchpointCheck.ReadAsync(db, items, await plans.CurrentAsync(cancel), now, cancel);
        var (good, rejected, duplicates) = Sort(items, check);
        var people = await TouchpointPeople.ReadAsync(db, good, channel, now, cancel);
        var touchpoints = good.Select(item => Doubted(people.Attribute(item))).ToList();
        await db.SaveChangesAsync(cancel);
        var stored = await TouchpointRows.InsertAsync(db, touchpoints, cancel);
        var stated = await people.ClaimPastAsync(cancel);
        await Tables.RescoreRequests.CopyAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(),
            touchpoints
                .Where(touchpoint =>
                    touchpoint is { LeadId: not null, Machine: false } && stored.Contains(touchpoint.Id)
                )
                .Select(t => RescoreQueue.Request(t.LeadId!.Value, MoveCause.Touchpoint, now, t.Id))
                .Concat(stated.Select(t => RescoreQueue.Request(t.LeadId, MoveCause.Touchpoint, now, t.Id))),
            cancel
        );
        return new TouchpointsTaken(stored.Count, duplicates + touchpoints.Count - stored.Count, rejected);
    }

    /// <summary>An open scores nothing by itself; staff may take the mark away.</summary>
    private static Touchpoint Doubted(Touchpoint touchpoint) =>
        touchpoint is { Kind: TouchpointKinds.EmailOpened, Machine: false }
            ? touchpoint with
            {
                Machine = true,
                MachineWhy = MachineRules.Opened,
            }
            : touchpoint;

    private static (List<TouchpointItem> Good, List<RejectedTouchpoint> Rejected, int Duplicates) Sort(
        IReadOnlyList<TouchpointItem> items,
        TouchpointCheck check
    )
    {
        var (good, rejected, duplicates) = (new List<TouchpointItem>(), new List<RejectedTouchpoint>(), 0);
        for (var index = 0; index < items.Count; index++)
        {
            if (check.IsRepeat(items[index]))
            {
                duplicates++;
            }
            else if (check.Take(items[index]) is { Count: > 0 } errors)
            {
                rejected.Add(new RejectedTouchpoint(index, errors));
            }
            else
            {
                good.Add(items[index]);
            }
        }

        return (good, rejected, duplicates);
    }
}
