using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Outbox;

/// <summary>One mail as it would be read, as text and as HTML in a frame that may do nothing.</summary>
public sealed class OutboxMailModel(
    LeadGenDbContext db,
    MailTemplates templates,
    PersonTokens tokens,
    IHostEnvironment environment
) : PageModel
{
    public OutgoingMail Mail { get; private set; } = null!;
    public WrittenMail Written { get; private set; } = new("", "", "");

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = MailFrame.PolicyOfPage;
        return Page();
    }

    public async Task<IActionResult> OnGetHtmlAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = MailFrame.PolicyOfMail;
        return Content(Written.Html, "text/html; charset=utf-8");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (
            !environment.IsDevelopment()
            || await db.Mails.AsNoTracking().SingleOrDefaultAsync(mail => mail.Id == id, cancel) is not { } mail
        )
        {
            return false;
        }

        Mail = mail;
        var preferences = mail.LeadId is { } lead ? tokens.Preferences(lead) : null;
        Written = templates.Write(mail.Kind, mail.Data, preferences);
        return true;
    }
}
