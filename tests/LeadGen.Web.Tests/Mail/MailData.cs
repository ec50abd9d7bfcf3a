using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Mail;

/// <summary>Mails that wait, and the road that sends them when a test says so.</summary>
internal static class MailData
{
    public static Task<Guid> MailAsync(this WebApp app, string to, string text = "Jonas Weber is yours to accept") =>
        app.DbAsync(async db =>
        {
            db.Add(
                new NoticeMail(text, [new MailLine(text, "/queue")]),
                to,
                Guid.CreateVersion7(app.Clock.GetUtcNow()),
                app.Clock.GetUtcNow()
            );
            var id = db.ChangeTracker.Entries<OutgoingMail>().Single().Entity.Id;
            await db.SaveChangesAsync(Cancel);
            return id;
        });

    public static Task<OutgoingMail> MailNowAsync(this WebApp app, Guid id) =>
        app.DbAsync(db => db.Mails.AsNoTracking().SingleAsync(mail => mail.Id == id, Cancel));

    public static Task<List<OutgoingMail>> MailsAsync(this WebApp app) =>
        app.DbAsync(db => db.Mails.AsNoTracking().OrderBy(mail => mail.Id).ToListAsync(Cancel));

    /// <summary>The road of one more instance of the app.</summary>
    /// <param name="times">Shorter than usual where a server is slow.</param>
    public static MailRoad Road(this WebApp app, MailTimes? times = null) =>
        ActivatorUtilities.CreateInstance<MailRoad>(app.Services, times ?? MailTimes.Usual);

    /// <summary>Sends what is due, again and again, for longer than anything is tried.</summary>
    public static async Task SendForDaysAsync(this WebApp app, MailRoad road)
    {
        for (var i = 0; i < MailAttempts.Max + 1; i++)
        {
            await road.DrainAsync(Cancel);
            app.Clock.Advance(TimeSpan.FromHours(8));
        }
    }

    public static Task ChooseAsync(this WebApp app, StaffUser person, NotifyBy choice) =>
        app.DbAsync(db =>
            db.Users.Where(user => user.Id == person.Id)
                .ExecuteUpdateAsync(user => user.SetProperty(u => u.NotifyBy, choice), Cancel)
        );

    /// <summary>Tells them of a hand-off.</summary>
    public static Task TellAsync(this WebApp app, Guid staff, Handoff handoff) =>
        app.DbAsync(async db =>
        {
            var now = app.Clock.GetUtcNow();
            await new StaffBell(db).RingAsync(
                [Notification.Of(NotificationKind.AcceptReminder, staff, handoff, now)],
                now,
                Cancel
            );
            return await db.SaveChangesAsync(Cancel);
        });

    /// <summary>On to the next time that it is that hour in UTC.</summary>
    public static Task ToHourAsync(this WebApp app, int hour)
    {
        var now = app.Clock.GetUtcNow();
        var then = new DateTimeOffset(now.Date, TimeSpan.Zero).AddHours(hour);
        app.Clock.Advance((then > now ? then : then.AddDays(1)) - now);
        return Task.CompletedTask;
    }
}
