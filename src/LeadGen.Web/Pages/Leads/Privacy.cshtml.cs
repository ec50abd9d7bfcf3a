using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>An administrator does for a person what they could do themself: hands out what is held, erases it, asks for a confirmation.</summary>
public sealed class PrivacyModel(
    LeadGenDbContext db,
    PersonExport export,
    ErasureDesk desk,
    PersonLinks links,
    AuditBook book
) : PageModel
{
    public const string Typed = "email";

    public Guid LeadId { get; private set; }
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        !User.May(Policies.Admin) ? Forbid()
        : await LoadAsync(id, cancel) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostExportAsync(Guid id, CancellationToken cancel)
    {
        if (!User.May(Policies.Admin))
        {
            return Forbid();
        }

        if (await export.OfAsync(id, Request.Form["as"] == "csv", ErasedBy.Staff, cancel) is not { } file)
        {
            return NotFound();
        }

        await book.NoteAsync(AuditAction.Exported, "leads", id.ToString(), null, cancel);
        return new FileOf(file);
    }

    public async Task<IActionResult> OnPostConfirmationAsync(Guid id, CancellationToken cancel)
    {
        if (!User.May(Policies.Admin))
        {
            return Forbid();
        }

        (TempData["Flash"], TempData["FlashKind"]) = await links.SendConfirmationAsync(id, cancel)
            ? ("On its way. Their yes counts when they press the button in it.", "success")
            : ("Not sent: nothing waits to be confirmed, or they were asked several times today.", "warning");
        return RedirectToPage("/Leads/Lead", new { id });
    }

    public async Task<IActionResult> OnPostEraseAsync(Guid id, CancellationToken cancel)
    {
        if (!User.May(Policies.Admin))
        {
            return Forbid();
        }

        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var typed = Request.Form[Typed].ToString();
        if (
            !EmailAddress.TryParse(typed, out var email)
            || !EmailAddress.TryParse(Email, out var theirs)
            || email.Key != theirs.Key
        )
        {
            ModelState.SetModelValue(Typed, typed, typed);
            ModelState.AddModelError(Typed, "Type the address of this person, so that nobody else is erased");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (!await desk.EraseAsync(id, ErasedBy.Staff, User.StaffName(), cancel))
        {
            return NotFound();
        }

        TempData["Flash"] = "Erased. Nothing tells any more who it was; counts stay.";
        return RedirectToPage("/Leads/Index");
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
