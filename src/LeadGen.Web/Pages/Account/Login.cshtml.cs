using LeadGen.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

[AllowAnonymous]
public sealed class LoginModel(StaffSignIn signIn) : PageModel
{
    /// <summary>The same for an unknown address, a wrong password, a deactivated user and one locked out.</summary>
    private static readonly string Refusal =
        "E-mail and password do not belong together. "
        + $"After {StaffSetup.TriesBeforeLockout} wrong tries a user waits {StaffSetup.Lockout.TotalMinutes:0} minutes";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public IActionResult OnGet() => User.StaffId() is null ? Page() : GoOn();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Email))
        {
            ModelState.AddModelError("email", "Enter your e-mail address");
        }

        if (Password is not { Length: > 0 and <= StaffPassword.MaxLength })
        {
            ModelState.AddModelError("password", "Enter your password");
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var (user, needsCode) = await signIn.TryAsync(Email!, Password!, cancel);
        if (user is null)
        {
            ModelState.AddModelError("", Refusal);
            return this.Invalid();
        }

        return needsCode
            ? RedirectToPage("/Account/Code", new { ReturnUrl })
            : GoOn(await signIn.UserManager.GetRolesAsync(user));
    }

    /// <summary>Only ever to a page of our own.</summary>
    private LocalRedirectResult GoOn(IList<string>? roles = null) =>
        LocalRedirect(
            Url.IsLocalUrl(ReturnUrl) ? ReturnUrl
            : roles is null ? Landing.For(User)
            : Landing.For([.. roles])
        );
}
