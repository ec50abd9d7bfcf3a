using LeadGen.Domain;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Pages.Account;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Users;

/// <summary>One member of staff: name, roles, a link for a password, in or out.</summary>
public sealed class EditModel(
    LeadGenDbContext db,
    StaffDesk desk,
    StaffLinks links,
    LeavingRep leaving,
    AuditBook book,
    TimeProvider time
) : PageModel
{
    public const string InvitationLink = "InvitationLink";
    public const string ResetLink = "ResetLink";

    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "heldRoles")]
    public string[] HeldRoles { get; set; } = [];

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public UserRow Person { get; private set; } = null!;
    public OpenWork Open { get; private set; } = new(0, 0, []);
    public int Sessions { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await FindAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindAsync(cancel))
        {
            return NotFound();
        }

        var name = ModelState.CheckName("name", Name);
        var roles = ModelState.CheckRoles("heldRoles", HeldRoles);
        if (name is null || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        return After(await desk.ChangeAsync(Id, name, roles, cancel), "Saved. Roles hold within a minute.");
    }

    public async Task<IActionResult> OnPostLinkAsync(CancellationToken cancel)
    {
        if (await db.Users.FirstOrDefaultAsync(u => u.Id == Id, cancel) is not { DeactivatedAt: null } user)
        {
            return NotFound();
        }

        var (purpose, key) = user.PasswordHash is null
            ? (StaffLinkPurpose.Invitation, InvitationLink)
            : (StaffLinkPurpose.Reset, ResetLink);
        TempData[key] = links.Create(purpose, user, Request);
        await book.NoteAsync(
            AuditAction.Changed,
            "users",
            Id.ToString(),
            AuditBook.Told("link_to_choose_a_password", Terms.Of(purpose)),
            cancel
        );
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSessionsAsync(CancellationToken cancel) =>
        After(await desk.EndSessionsAsync(Id, cancel), "Signed out everywhere, within a minute.");

    public async Task<IActionResult> OnPostFactorAsync(CancellationToken cancel) =>
        After(
            await desk.TakeSecondFactorAsync(Id, cancel),
            "The second factor is off. Ask them to set up another one soon."
        );

    public async Task<IActionResult> OnPostDeactivateAsync(CancellationToken cancel)
    {
        var to = Guid.TryParse(Request.Form["to"], out var colleague) ? colleague : (Guid?)null;
        var change = await desk.DeactivateAsync(Id, cancel);
        var given = change == StaffChange.Done ? await leaving.HandOverAsync(User, Id, to, cancel) : null;
        return After(change, "Deactivated. Open sessions end within a minute." + given);
    }

    public async Task<IActionResult> OnPostReactivateAsync(CancellationToken cancel) =>
        After(await desk.ReactivateAsync(Id, cancel), "Reactivated.");

    private IActionResult After(StaffChange change, string message)
    {
        if (change == StaffChange.NotFound)
        {
            return NotFound();
        }

        var isDone = change == StaffChange.Done;
        TempData["Flash"] = isDone
            ? message
            : "Nothing was changed: this is the last administrator who can sign in. Make somebody else an administrator first.";
        TempData["FlashKind"] = isDone ? "success" : "danger";
        return RedirectToPage();
    }

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        var found = await UserRow
            .Of(db, db.Users.AsNoTracking().Where(user => user.Id == Id))
            .FirstOrDefaultAsync(cancel);
        Person = found ?? Person;
        if (found is { DeactivatedAt: null })
        {
            Open = await leaving.ReadAsync(Id, cancel);
            Sessions = await StaffSessions.Open(db, Id, Now).CountAsync(cancel);
        }

        return found is not null;
    }
}
