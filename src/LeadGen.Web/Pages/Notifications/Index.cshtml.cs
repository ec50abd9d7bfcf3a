using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Notifications;

/// <summary>Something somebody was told, of a hand-off, a lead or an offer.</summary>
public sealed record NotificationRow(
    Guid Id,
    NotificationKind Kind,
    Guid? HandoffId,
    Guid? LeadId,
    Guid? OfferId,
    string? Email,
    string? FirstName,
    string? LastName,
    string? About,
    DateTimeOffset At,
    bool IsRead
)
{
    public string Text =>
        NotificationWords.Of(Kind, Email is null ? "A lead" : PersonName.Of(FirstName, LastName, Email), About);

    /// <summary>Where to go on.</summary>
    public string Path =>
        Kind == NotificationKind.WebhookOff ? NotificationWords.Webhooks
        : OfferId is { } offer ? NotificationWords.PathOf(offer)
        : HandoffId is { } handoff ? $"/queue?at={handoff}"
        : $"/leads/{LeadId}";
}

/// <summary>What the one who is signed in was told, newest first.</summary>
public sealed class NotificationsModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    public const int PageSize = 50;

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<NotificationRow> Rows { get; private set; } = [];
    public Guid? Next { get; private set; }
    public bool MaySell => User.May(Policies.Sales);
    public bool HasUnread => Rows.Any(row => !row.IsRead);

    private Guid Me => User.StaffId() ?? Guid.Empty;

    /// <param name="before">The last one that was shown.</param>
    public async Task OnGetAsync(Guid? before, CancellationToken cancel)
    {
        var mine = db.Set<Notification>().Where(told => told.StaffId == Me);
        var rows = await mine.Where(told => before == null || told.Id.CompareTo(before.Value) < 0)
            .OrderByDescending(told => told.Id)
            .Take(PageSize + 1)
            .LeftJoin(
                db.Leads,
                told => told.LeadId,
                lead => (Guid?)lead.Id,
                (told, lead) =>
                    new NotificationRow(
                        told.Id,
                        told.Kind,
                        told.HandoffId,
                        told.LeadId,
                        told.OfferId,
                        lead == null ? null : lead.Email,
                        lead == null ? null : EF.Property<string?>(lead, "first_name"),
                        lead == null ? null : EF.Property<string?>(lead, "last_name"),
                        told.About,
                        told.At,
                        told.ReadAt != null
                    )
            )
            .ToListAsync(cancel);
        Rows = [.. rows.OrderByDescending(row => row.Id).Take(PageSize)];
        Next = rows.Count > PageSize ? Rows[^1].Id : null;
    }

    /// <param name="id">Null: all of them.</param>
    public async Task<IActionResult> OnPostReadAsync(Guid? id, CancellationToken cancel)
    {
        await db.Set<Notification>()
            .Where(told => told.StaffId == Me && told.ReadAt == null && (id == null || told.Id == id))
            .ExecuteUpdateAsync(told => told.SetProperty(one => one.ReadAt, Now), cancel);
        TempData["Flash"] = id is null ? "All read." : "Read.";
        return RedirectToPage();
    }
}
