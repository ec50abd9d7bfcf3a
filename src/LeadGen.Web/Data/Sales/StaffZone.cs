using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Sales;

/// <summary>By which clock somebody lives: what they chose, else that of the house, else that of the default team, else UTC.</summary>
public static class StaffZone
{
    public static async Task<TimeZoneInfo> ReadZoneAsync(this LeadGenDbContext db, Guid staff, CancellationToken cancel)
    {
        var name =
            await db.Users.Where(user => user.Id == staff).Select(user => user.TimeZone).FirstOrDefaultAsync(cancel)
            ?? await db.ReadOurZoneAsync(cancel);
        return Of(name);
    }

    public static async Task<string?> ReadOurZoneAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        await HouseZone.ReadAsync(db, cancel)
        ?? await db.Set<TeamRow>()
            .Where(team => team.IsDefault)
            .Select(team => (string?)team.TimeZone)
            .FirstOrDefaultAsync(cancel);

    /// <summary>A zone that this machine does not know counts as UTC.</summary>
    public static TimeZoneInfo Of(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The instant at which a clock there shows that time. Where it is skipped in spring, the hour counts on from before.</summary>
    public static DateTimeOffset At(this TimeZoneInfo zone, DateTime local) =>
        new DateTimeOffset(
            DateTime.SpecifyKind(local, DateTimeKind.Unspecified),
            zone.GetUtcOffset(local)
        ).ToUniversalTime();
}
