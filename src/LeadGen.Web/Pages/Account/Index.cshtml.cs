using LeadGen.Domain;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Mail;
using LeadGen.Web.Pages.Admin.Routing;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Account;

/// <summary>What members of staff may change about themselves.</summary>
public sealed class AccountModel(
    UserManager<StaffUser> users,
    StaffSignIn signIn,
    StaffSessions sessions,
    StaffDesk desk,
    StaffPassword rules,
    AuditBook book,
    LeadGenDbContext db,
    TimeProvider time
) : OwnAccountModel(signIn)
{
    private const int SessionsMax = 50;

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "currentPassword")]
    public string? CurrentPassword { get; set; }

    [BindProperty(Name = "newPassword")]
    public string? NewPassword { get; set; }

    public static readonly Choice[] NotifyChoices =
    [
        new("at_once", "At once"),
        new("daily", $"Once a day, at {StaffDigests.Hour}:00"),
        new("never", "Never"),
    ];

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<StaffSession> Sessions { get; private set; } = [];
    public Guid? This => StaffCookie.SessionOf(HttpContext);
    public IReadOnlyList<string> RoleNames { get; private set; } = [];

    public IReadOnlyList<Choice> Zones =>
        [
            new Choice("", "That of the house"),
            .. RoutingWords
                .Zones.Append(Me.TimeZone ?? "UTC")
                .Distinct()
                .Select(zone => new Choice(zone, zone.Replace('_', ' '))),
        ];

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        RoleNames = [.. Roles.All.Where(User.IsInRole).Select(RoleChoices.NameOf)];
        Sessions = await StaffSessions.Open(db, Me.Id, Now).Take(SessionsMax).ToListAsync(cancel);
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostNameAsync()
    {
        if (ModelState.CheckName("name", Name) is not { } name)
        {
            return this.Invalid();
        }

        Me.DisplayName = name;
        return await DoneAsync(await users.UpdateAsync(Me), "Your name is saved.");
    }

    public async Task<IActionResult> OnPostNotifyAsync()
    {
        var zone = Request.Form["time_zone"].ToString();
        if (Terms.Parse<NotifyBy>(Request.Form["notify_by"]) is not { } choice)
        {
            ModelState.AddModelError("notify_by", "Choose how you are told");
            return this.Invalid();
        }

        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            ModelState.AddModelError("time_zone", "Choose one of the list");
            return this.Invalid();
        }

        Me.NotifyBy = choice;
        Me.TimeZone = zone.Length > 0 ? zone : null;
        return await DoneAsync(
            await users.UpdateAsync(Me),
            choice switch
            {
                NotifyBy.AtOnce => "Saved. You get a mail as soon as there is something.",
                NotifyBy.Daily => "Saved. You get one mail a day, if there is something.",
                NotifyBy.Never => "Saved. You get no mail; look under the bell.",
            }
        );
    }

    public async Task<IActionResult> OnPostPasswordAsync()
    {
        if (CurrentPassword is not { Length: > 0 and <= StaffPassword.MaxLength })
        {
            ModelState.AddModelError("currentPassword", "Enter your present password");
        }

        await ModelState.CheckPasswordAsync("newPassword", NewPassword, rules, Me.UserName, Me.DisplayName);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var result = await desk.ChangePasswordAsync(Me, CurrentPassword!, NewPassword!);
        if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
        {
            ModelState.AddModelError("currentPassword", "That is not your present password");
            return this.Invalid();
        }

        return await DoneAsync(result, "Your password is changed. On other machines you are signed out.");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid session, CancellationToken cancel)
    {
        var ended = await sessions.EndAsync(Me.Id, session, cancel);
        if (ended)
        {
            await NoteAsync("session", "ended", cancel);
        }

        TempData["Flash"] = ended ? "That session is over." : "That session was over already.";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSignOutEverywhereAsync(CancellationToken cancel)
    {
        await users.UpdateSecurityStampAsync(Me);
        await sessions.EndAllAsync(Me.Id, cancel);
        await NoteAsync("sessions", "all ended", cancel);
        await SignOutHereAsync();
        TempData["Flash"] = "You are signed out everywhere.";
        return RedirectToPage("/Account/Login");
    }

    private Task NoteAsync(string field, string to, CancellationToken cancel) =>
        book.NoteAsync(AuditAction.Changed, "users", Me.Id.ToString(), AuditBook.Told(field, to), cancel);

    private async Task<IActionResult> DoneAsync(IdentityResult result, string message)
    {
        if (!result.Succeeded)
        {
            ModelState.AddErrors(result);
            return this.Invalid();
        }

        await StaySignedInAsync();
        TempData["Flash"] = message;
        return RedirectToPage();
    }
}
