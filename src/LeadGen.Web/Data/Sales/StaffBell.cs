using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Sales;

/// <summary>
/// Tells members of staff, in the transaction of what they are told: the bell of each, and one mail for all of it to each who wants to
/// know at once.
/// </summary>
public sealed class StaffBell(LeadGenDbContext db)
{
    public async Task RingAsync(IReadOnlyCollection<Notification> news, DateTimeOffset now, CancellationToken cancel)
    {
        if (news.Count == 0)
        {
            return;
        }

        db.AddRange(news);
        var told = news.Select(one => one.StaffId).Distinct().ToArray();
        var people = await db
            .Users.Where(user => told.Contains(user.Id) && user.DeactivatedAt == null && user.Email != null)
            .Where(user => user.NotifyBy == NotifyBy.AtOnce)
            .Select(user => new { user.Id, user.Email })
            .ToListAsync(cancel);
        if (people.Count == 0)
        {
            return;
        }

        var lines = await LinesAsync(news.Where(one => people.Exists(person => person.Id == one.StaffId)), cancel);
        foreach (var person in people)
        {
            var mine = lines[person.Id].ToList();
            var subject = mine.Count == 1 ? mine[0].Text : $"LeadGen has {mine.Count} notifications for you";
            db.Add(Notice(subject, mine, daily: false), person.Email!, person.Id, now);
        }
    }

    /// <summary>As the bell says it, in the order of time, by who is told.</summary>
    public async Task<ILookup<Guid, MailLine>> LinesAsync(IEnumerable<Notification> news, CancellationToken cancel)
    {
        var all = news.OrderBy(one => one.Id).ToList();
        var leads = all.Select(one => one.LeadId).Distinct().ToArray();
        var names = await db
            .Leads.Where(lead => leads.Contains(lead.Id))
            .Select(lead => new
            {
                lead.Id,
                lead.Email,
                First = EF.Property<string?>(lead, "first_name"),
                Last = EF.Property<string?>(lead, "last_name"),
            })
            .ToDictionaryAsync(lead => lead.Id, lead => PersonName.Of(lead.First, lead.Last, lead.Email), cancel);
        return all.ToLookup(
            one => one.StaffId,
            one => new MailLine(
                NotificationWords.Of(one.Kind, names.GetValueOrDefault(one.LeadId ?? Guid.Empty, "A lead"), one.About),
                one.Kind == NotificationKind.WebhookOff ? NotificationWords.Webhooks
                    : one.OfferId is { } offer ? NotificationWords.PathOf(offer)
                    : $"/leads/{one.LeadId}"
            )
        );
    }

    public static NoticeMail Notice(string subject, List<MailLine> lines, bool daily, int more = 0) =>
        new(
            subject,
            lines.Count <= NoticeMail.LinesMax ? lines : lines[..NoticeMail.LinesMax],
            more + Math.Max(0, lines.Count - NoticeMail.LinesMax),
            daily
        );
}

/// <summary>What the bell says.</summary>
public static class NotificationWords
{
    /// <param name="name">Of the lead.</param>
    /// <param name="about">What it is about besides the lead, such as a task.</param>
    public static string Of(NotificationKind kind, string name, string? about) =>
        kind switch
        {
            NotificationKind.Offered => $"{name} is yours to accept",
            NotificationKind.AcceptReminder => $"{name} still waits to be accepted",
            NotificationKind.AcceptBreach => $"{name} was not accepted in time",
            NotificationKind.Pool => $"{name} was not accepted in twice the time: anybody of the team may take it",
            NotificationKind.StartReminder => $"Work on {name} has not started yet",
            NotificationKind.StartBreach => $"Work on {name} was not started in time",
            NotificationKind.TaskDue => $"Due for {name}: {about}",
            NotificationKind.CodesLow => $"Codes run out: {about}",
            NotificationKind.CodesEmpty => $"No codes left, and visitors wait: {about}",
            NotificationKind.WebhookOff => $"The webhook {about} was turned off",
        };

    /// <summary>Where one is turned on again.</summary>
    public const string Webhooks = "/admin/webhooks";

    /// <summary>Where codes are added.</summary>
    public static string PathOf(Guid offerId) => $"/marketing/offers/{offerId}/delivery/codes";
}

public static class PersonName
{
    /// <summary>First and last name, else what is before the @.</summary>
    public static string Of(string? first, string? last, string email) =>
        string.Join(' ', new[] { first, last }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } name
            ? name
            : email[..Math.Max(1, email.LastIndexOf('@'))];
}
