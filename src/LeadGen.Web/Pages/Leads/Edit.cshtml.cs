using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Edits what is known of a lead. What staff change stays until staff change it again; what they leave alone keeps its origin.</summary>
public sealed class EditModel(LeadGenDbContext db, LeadEntry entry) : LeadFormModel
{
    public Lead Lead { get; private set; } = null!;
    public string Name => LeadWords.Name(Lead["first_name"], Lead["last_name"], Lead.Email);

    private bool MayEdit => User.May(Policies.Sales) || User.May(Policies.Marketing);

    public override string? Held(string fact) => Lead[fact];

    /// <summary>What stood in the field when the page was opened.</summary>
    public string Seen(string fact) =>
        Request.HasFormContentType && Request.Form.TryGetValue("seen." + fact, out var seen)
            ? seen.ToString()
            : Lead[fact] ?? "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !MayEdit ? Forbid()
        : await LoadAsync(id, cancel) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!MayEdit)
        {
            return Forbid();
        }

        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (Read((LeadFields.Email, Lead.Email)) is not { } answers)
        {
            return Refuse();
        }

        var changes = Changes(answers);
        if (changes.Count > 0)
        {
            await entry.SaveAsync(
                new EnteredLead(answers.Email, changes, FactOrigin.Staff, Lead.Channel, User.StaffName()!),
                cancel
            );
        }

        TempData["Flash"] = changes.Count == 0 ? "Nothing was changed." : "Saved. The score takes it in at once.";
        return RedirectToPage("/Leads/Lead", new { id });
    }

    /// <summary>
    /// Only what differs from what the person who edits had before them: a field that they left alone is not theirs, and what came in
    /// meanwhile is not overwritten.
    /// </summary>
    private Dictionary<string, string?> Changes(Answers answers) =>
        Fields
            .Where(field => Request.Form.ContainsKey(field.Key))
            .Select(field => (field.Key, Now: answers.Facts.GetValueOrDefault(field.Key), Seen: Seen(field.Key)))
            .Where(field => (field.Now ?? "") != field.Seen)
            .ToDictionary(field => field.Key, field => field.Now);

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == id, cancel) is not { } lead)
        {
            return false;
        }

        Lead = lead;
        return true;
    }
}
