using LeadGen.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

/// <summary>The second step of signing in: for those whose password was right just now.</summary>
[AllowAnonymous]
public sealed class CodeModel(StaffSignIn signIn) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null ? FromTheStart() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user)
        {
            return FromTheStart();
        }

        if (string.IsNullOrWhiteSpace(Code))
        {
            ModelState.AddModelError("code", "Enter the code that your app shows");
            return this.Invalid();
        }

        if (!await signIn.TryCodeAsync(user, Code, cancel))
        {
            ModelState.AddModelError(
                "code",
                "That code does not open, or was used already. Wait for the next one and enter it"
            );
            return this.Invalid();
        }

        return LocalRedirect(
            Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Landing.For([.. await signIn.UserManager.GetRolesAsync(user)])
        );
    }

    private RedirectToPageResult FromTheStart() => RedirectToPage("/Account/Login", new { ReturnUrl });
}
