using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.People;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.People;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Two leads side by side, what a merge would make of them, and the merge.</summary>
public sealed class MergeModel(LeadGenDbContext db, LeadScoring scoring, MergeDesk desk, TimeProvider time) : PageModel
{
    public MergePreview Preview { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }

    private bool MayMerge => User.May(Policies.People);

    public async Task<IActionResult> OnGetAsync(Guid id, Guid other, CancellationToken cancel) =>
        !MayMerge ? Forbid()
        : await LoadAsync(id, other, cancel) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid other, CancellationToken cancel)
    {
        if (!MayMerge)
        {
            return Forbid();
        }

        if (!await LoadAsync(id, other, cancel))
        {
            return NotFound();
        }

        var (why, error) = CleanText.Note(Request.Form["why"], LeadMerge.WhyMaxLength, "Reason");
        if (error is not null)
        {
            ModelState.SetModelValue("why", Request.Form["why"].ToString(), Request.Form["why"].ToString());
            ModelState.AddModelError("why", error);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var result = await desk.MergeAsync(id, other, User.StaffName()!, why, cancel);
        (TempData["Flash"], TempData["FlashKind"]) = result.IsDone
            ? (
                $"Merged: {Preview.Other.Email} is {Preview.Survivor.Name} from now on. You can take it back on this lead’s page of addresses.",
                "success"
            )
            : (result.Why!, "warning");
        return result.LeadId is { } lead
            ? RedirectToPage("/Leads/Lead", new { id = lead })
            : RedirectToPage("/Leads/Index");
    }

    public async Task<IActionResult> OnPostDismissAsync(Guid id, Guid other, CancellationToken cancel)
    {
        if (!MayMerge)
        {
            return Forbid();
        }

        await PersonKeyTable.DismissAsync(db, id, other, User.StaffName()!, time.GetUtcNow(), cancel);
        TempData["Flash"] = "They are two persons: this pair is not suggested again.";
        return RedirectToPage("/Leads/Duplicates");
    }

    private async Task<bool> LoadAsync(Guid id, Guid other, CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        if (await MergePreview.ReadAsync(db, scoring, id, other, Now, cancel) is not { } preview)
        {
            return false;
        }

        Preview = preview;
        return true;
    }
}
