using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Mail;

/// <summary>Once a day, at eight where they are, tells those who chose so what they have not read.</summary>
public sealed class StaffDigests(LeadGenDbContext db, StaffBell bell, TimeProvider time)
{
    public const int Hour = 8;
    private const int PeopleMax = 2000;
    private static readonly TimeSpan FirstLooksBack = TimeSpan.FromDays(1);

    /// <summary>Adds the mails that are due. Each person's in a transaction of its own.</summary>
    /// <returns>How many people had their day, with or without something to tell.</returns>
    public async Task<int> AddDueAsync(CancellationToken cancel)
    {
        if (await OutgoingHold.SinceAsync(db, cancel) is not null)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var people = await db
            .Users.AsNoTracking()
            .Where(user => user.NotifyBy == NotifyBy.Daily && user.DeactivatedAt == null && user.Email != null)
            .OrderBy(user => user.Id)
            .Take(PeopleMax)
            .Select(user => new Person(
                user.Id,
                user.Email!,
                user.TimeZone,
                db.Set<MailDigest>()
                    .Where(digest => digest.StaffId == user.Id)
                    .OrderByDescending(digest => digest.Day)
                    .FirstOrDefault()
            ))
            .ToListAsync(cancel);
        if (people.Count == 0)
        {
            return 0;
        }

        var ours = await db.ReadOurZoneAsync(cancel);
        var done = 0;
        foreach (var person in people)
        {
            if (DayOf(person.TimeZone ?? ours, now) is { } day && !(person.Last?.Day >= day))
            {
                done += await AddAsync(person, day, now, cancel) ? 1 : 0;
            }
        }

        return done;
    }

    /// <summary>The day whose mail is due there; null before eight. A zone that this machine does not know counts as UTC.</summary>
    public static DateOnly? DayOf(string? zone, DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(now, StaffZone.Of(zone));
        return there.Hour >= Hour ? DateOnly.FromDateTime(there.DateTime) : null;
    }

    private async Task<bool> AddAsync(Person person, DateOnly day, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var isOurs = await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.mail_digests (staff_id, day, at) values ({person.Id}, {day}, {now}) on conflict do nothing
            """,
            cancel
        );
        if (isOurs == 0)
        {
            return false;
        }

        var since = person.Last?.At ?? now - FirstLooksBack;
        var unread = db.Set<Notification>()
            .AsNoTracking()
            .Where(told => told.StaffId == person.Id && told.ReadAt == null && told.At > since && told.At <= now);
        var count = await unread.CountAsync(cancel);
        if (count > 0)
        {
            var news = await unread.OrderBy(told => told.Id).Take(NoticeMail.LinesMax).ToListAsync(cancel);
            var lines = (await bell.LinesAsync(news, cancel))[person.Id].ToList();
            var subject =
                count == 1
                    ? "LeadGen: 1 notification you have not read"
                    : $"LeadGen: {count} notifications you have not read";
            db.Add(StaffBell.Notice(subject, lines, daily: true, count - lines.Count), person.Email, person.Id, now);
            await db.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        return true;
    }

    private sealed record Person(Guid Id, string Email, string? TimeZone, MailDigest? Last);
}
