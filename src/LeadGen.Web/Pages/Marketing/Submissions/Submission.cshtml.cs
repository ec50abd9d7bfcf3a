using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Marketing.Submissions;

/// <summary>One form as it was sent, what was noticed about it, and what is to be done with it.</summary>
public sealed class SubmissionModel(LeadGenDbContext db, Quarantine desk, TimeProvider time) : PageModel
{
    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public Submission Submission { get; private set; } = null!;
    public HeldForm? Held { get; private set; }
    public string Offer { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Submissions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } submission)
        {
            return NotFound();
        }

        Submission = submission;
        Held = await db.HeldForms.AsNoTracking().SingleOrDefaultAsync(held => held.SubmissionId == id, cancel);
        Offer =
            await db
                .Offers.Where(offer => offer.Id == submission.OfferId)
                .Select(o => o.Title)
                .SingleOrDefaultAsync(cancel)
            ?? "";
        return Page();
    }

    /// <param name="allow">Never hold this address again.</param>
    public async Task<IActionResult> OnPostReleaseAsync(Guid id, bool allow, CancellationToken cancel)
    {
        var email = allow
            ? await db
                .Submissions.AsNoTracking()
                .Where(s => s.Id == id && s.State == SubmissionState.Quarantined)
                .SingleOrDefaultAsync(cancel)
            : null;
        var isDone = await desk.ReleaseAsync(id, By, cancel);
        if (isDone && EmailAddress.TryParse(email?.Fields.GetValueOrDefault("email"), out var address))
        {
            await SpamSettings.ChangeAsync(
                db,
                settings => settings with { Allowed = [.. (settings.Allowed ?? []).Append(address.Key).Distinct()] },
                cancel
            );
        }

        return Told(id, isDone, "Released: it is now as good as if it had been accepted when it was sent.");
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancel) =>
        Told(id, await desk.DeleteAsync(id, By, cancel), "Deleted as spam. That it came is still counted.");

    private string By => User.StaffName() ?? User.Identity!.Name!;

    private RedirectResult Told(Guid id, bool isDone, string message)
    {
        TempData["Flash"] = isDone ? message : "Somebody else has decided about it before: see below.";
        TempData["FlashKind"] = isDone ? "success" : "warning";
        return Redirect($"{SubmissionsModel.Path}/{id}");
    }
}
