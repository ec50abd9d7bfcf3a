using LeadGen.Domain;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Handover;

public enum PoolLevel
{
    Enough,
    Low,
    Empty,
}

/// <summary>Tells marketing that codes run out, once as they get few and once when there are none, until some are added.</summary>
public sealed class PoolAlarm(LeadGenDbContext db, StaffBell bell, TimeProvider time)
{
    private static readonly string[] ToldRoles = ["Admin", "Marketer"];

    public static PoolLevel LevelOf(int free, Coupon coupon) =>
        free == 0 ? PoolLevel.Empty
        : free < coupon.WarnBelow ? PoolLevel.Low
        : PoolLevel.Enough;

    public async Task LookAsync(Offer offer, CancellationToken cancel)
    {
        if (offer.Delivery.Coupon is not { Shared: null } coupon)
        {
            return;
        }

        // Only as many are counted as make a difference.
        var free = await db.Set<PoolItem>()
            .Where(item => item.OfferId == offer.Id && item.TakenAt == null && item.Code != null)
            .OrderBy(item => item.Id)
            .Take(Math.Max(1, coupon.WarnBelow))
            .CountAsync(cancel);
        var level = LevelOf(free, coupon);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await NoteAsync(offer, level, cancel) && level != PoolLevel.Enough)
        {
            await TellAsync(offer, level, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <returns>False where it was noted before: of several instances one tells.</returns>
    private async Task<bool> NoteAsync(Offer offer, PoolLevel level, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.settings as s (key, value) values ({$"pool {offer.Id}"}, {Terms.Of(level)})
            on conflict (key) do update set value = excluded.value where s.value <> excluded.value
            """,
            cancel
        ) > 0;

    private async Task TellAsync(Offer offer, PoolLevel level, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var staff = await (
            from user in db.Users
            where user.DeactivatedAt == null
            where
                (
                    from held in db.UserRoles
                    join role in db.Roles on held.RoleId equals role.Id
                    where held.UserId == user.Id && ToldRoles.Contains(role.Name!)
                    select held
                ).Any()
            select user.Id
        ).ToListAsync(cancel);
        await bell.RingAsync(
            [
                .. staff.Select(person => new Notification
                {
                    Id = Guid.CreateVersion7(now),
                    StaffId = person,
                    Kind = level == PoolLevel.Empty ? NotificationKind.CodesEmpty : NotificationKind.CodesLow,
                    OfferId = offer.Id,
                    About = offer.Title,
                    At = now,
                }),
            ],
            now,
            cancel
        );
        await db.SaveChangesAsync(cancel);
    }
}
