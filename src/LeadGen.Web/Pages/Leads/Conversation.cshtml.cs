using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Records a call, a meeting or a chat with a lead.</summary>
public sealed class ConversationModel(LeadGenDbContext db, ContactIntake contacts, TimeProvider time)
    : ContactFormModel(contacts, time)
{
    public Guid LeadId { get; private set; }
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !MayRecord ? Forbid()
        : await LoadAsync(id, cancel) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!MayRecord)
        {
            return Forbid();
        }

        if (await RecordAsync(id, who: null, cancel) is null)
        {
            return ModelState.ErrorCount > 0 && await LoadAsync(id, cancel) ? Refuse() : NotFound();
        }

        Tell();
        return RedirectToPage("/Leads/Lead", new { id });
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel) is not { } lead)
        {
            return false;
        }

        (LeadId, Email) = (lead.Id, lead.Email);
        Name = LeadWords.Name(lead["first_name"], lead["last_name"], lead.Email);
        return true;
    }
}
