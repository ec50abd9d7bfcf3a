using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

/// <summary>The second step of signing in: for those whose password was right just now.</summary>
[AllowAnonymous]
public sealed class CodeModel(StaffSignIn signIn, SecondFactor factor, Passkeys passkeys) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    public bool HasApp { get; private set; }
    public bool HasPasskeys { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await FindAsync(cancel) is null ? FromTheStart() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await FindAsync(cancel) is not { } user)
        {
            return FromTheStart();
        }

        if (string.IsNullOrWhiteSpace(Code))
        {
            ModelState.AddModelError("code", "Enter a code");
            return this.Invalid();
        }

        if (!await signIn.TryCodeAsync(user, Code, cancel))
        {
            ModelState.AddModelError(
                "code",
                factor.IsAppLost(user)
                    ? "Codes of your app open LeadGen no more. Enter one of those on paper, or ask an administrator to switch your second factor off"
                    : "That code does not open, or was used already. Wait for the next one and enter it"
            );
            return this.Invalid();
        }

        return LocalRedirect(
            Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Landing.For([.. await signIn.UserManager.GetRolesAsync(user)])
        );
    }

    private async Task<StaffUser?> FindAsync(CancellationToken cancel)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return null;
        }

        HasApp = user.SecondFactorKey is not null;
        HasPasskeys = (await passkeys.OfAsync(user, cancel)).Count > 0;
        return user;
    }

    private RedirectToPageResult FromTheStart() => RedirectToPage("/Account/Login", new { ReturnUrl });
}
