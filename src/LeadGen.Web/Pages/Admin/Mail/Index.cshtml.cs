using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Mail;

public sealed record MailRow(
    Guid Id,
    MailKind Kind,
    string To,
    Guid? LeadId,
    MailState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset NextAttemptAt,
    DateTimeOffset? SentAt,
    string? Error
);

public sealed record MailTab(MailState State, string Count);

/// <summary>The mails of one state, newest first, and the button for those that failed.</summary>
public sealed class MailModel(LeadGenDbContext db, MailDesk desk, MailRoute route, AuditBook book, TimeProvider time)
    : PageModel
{
    public const int PageSize = 50;
    private const int CountedTo = 999;

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public bool HasServer => route.Server is not null;
    public bool Keeps => route.Keeps;
    public MailState State { get; private set; }
    public IReadOnlyList<MailTab> Tabs { get; private set; } = [];
    public IReadOnlyList<MailRow> Rows { get; private set; } = [];
    public Guid? Next { get; private set; }

    /// <param name="state">A term; what has failed where there is any, else what waits, if left out.</param>
    /// <param name="before">The last one that was shown.</param>
    public async Task OnGetAsync(string? state, Guid? before, CancellationToken cancel)
    {
        var counts = new Dictionary<MailState, int>();
        foreach (var one in Enum.GetValues<MailState>())
        {
            counts[one] = await db
                .Mails.Where(mail => mail.State == one)
                .OrderBy(mail => mail.Id)
                .Take(CountedTo + 1)
                .CountAsync(cancel);
        }

        State = Terms.Parse<MailState>(state) ?? (counts[MailState.Parked] > 0 ? MailState.Parked : MailState.Waiting);
        Tabs =
        [
            .. counts
                .Where(one => one.Key != MailState.Held || one.Value > 0)
                .Select(one => new MailTab(one.Key, one.Value > CountedTo ? $"{CountedTo}+" : $"{one.Value}")),
        ];
        var rows = await db
            .Mails.AsNoTracking()
            .Where(mail => mail.State == State && (before == null || mail.Id.CompareTo(before.Value) < 0))
            .OrderByDescending(mail => mail.Id)
            .Take(PageSize + 1)
            .Select(mail => new MailRow(
                mail.Id,
                mail.Kind,
                mail.ToAddress,
                mail.LeadId,
                mail.State,
                mail.Attempts,
                mail.CreatedAt,
                mail.NextAttemptAt,
                mail.SentAt,
                mail.Error
            ))
            .ToListAsync(cancel);
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Rows[^1].Id : null;
    }

    /// <param name="id">Null: all that failed.</param>
    public async Task<IActionResult> OnPostAgainAsync(Guid? id, CancellationToken cancel)
    {
        var again = await desk.SendAgainAsync(id, cancel);
        await book.NoteSetGoingAsync("mails", id, again, cancel);
        TempData["Flash"] = again switch
        {
            0 => "Nothing to send again: it is waiting or sent by now.",
            1 => "It is tried again within a few seconds.",
            _ => $"{again} mails are tried again, a few at a time.",
        };
        return Redirect(again == 0 ? "/admin/mail" : "/admin/mail?state=waiting");
    }
}
