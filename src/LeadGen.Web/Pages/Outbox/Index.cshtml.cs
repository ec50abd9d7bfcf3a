using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Outbox;

public sealed record OutboxRow(Guid Id, string Subject, string To, DateTimeOffset CreatedAt, MailState State);

/// <summary>Every mail, newest first: in Development only.</summary>
public sealed class OutboxModel(
    LeadGenDbContext db,
    MailTemplates templates,
    IHostEnvironment environment,
    TimeProvider time
) : PageModel
{
    public const int PageSize = 50;

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<OutboxRow> Rows { get; private set; } = [];
    public Guid? Next { get; private set; }

    /// <param name="before">The last one that was shown.</param>
    public async Task<IActionResult> OnGetAsync(Guid? before, CancellationToken cancel)
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }

        var mails = await db
            .Mails.AsNoTracking()
            .Where(mail => before == null || mail.Id.CompareTo(before.Value) < 0)
            .OrderByDescending(mail => mail.Id)
            .Take(PageSize + 1)
            .ToListAsync(cancel);
        Rows =
        [
            .. mails
                .Take(PageSize)
                .Select(mail => new OutboxRow(
                    mail.Id,
                    templates.Write(mail.Kind, mail.Data).Subject,
                    mail.ToAddress,
                    mail.CreatedAt,
                    mail.State
                )),
        ];
        Next = mails.Count > PageSize ? Rows[^1].Id : null;
        return Page();
    }
}
