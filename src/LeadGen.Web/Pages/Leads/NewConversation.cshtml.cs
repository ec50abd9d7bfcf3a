using LeadGen.Web.Capture;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Records a conversation with somebody who may not be a lead yet.</summary>
public sealed class NewConversationModel(ContactIntake contacts, TimeProvider time) : ContactFormModel(contacts, time)
{
    public IActionResult OnGet() => MayRecord ? Page() : Forbid();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!MayRecord)
        {
            return Forbid();
        }

        // Both are read, so that all that is wrong is said at once.
        if (await RecordAsync(leadId: null, Read(), cancel) is not { } id)
        {
            return Refuse();
        }

        Tell();
        return RedirectToPage("/Leads/Lead", new { id });
    }
}
