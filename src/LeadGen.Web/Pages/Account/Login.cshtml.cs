using LeadGen.Domain;
using LeadGen.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Pages.Account;

[AllowAnonymous]
public sealed class LoginModel(StaffSignIn signIn, IServiceProvider services) : PageModel
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

    /// <summary>Why the provider's word was not enough: a term of <see cref="OidcRefusal"/>.</summary>
    [BindProperty(Name = "refused", SupportsGet = true)]
    public string? Refused { get; set; }

    /// <summary>By which staff can sign in beside passwords; null where none is configured.</summary>
    public OidcSettings? Provider { get; } = services.GetService<OidcSettings>();

    public string? RefusedWords =>
        Provider is null
            ? null
            : Terms.Parse<OidcRefusal>(Refused) switch
            {
                OidcRefusal.Away =>
                    $"{Provider.Name} does not answer. Try again in a while, or sign in with your password.",
                OidcRefusal.NotVerified =>
                    $"{Provider.Name} does not say that your e-mail address is verified. Ask who runs it to verify it.",
                OidcRefusal.NoRole => $"You have no role here. Ask who runs {Provider.Name} to give you one.",
                OidcRefusal.Deactivated => "Your account here is switched off. Ask an administrator.",
                OidcRefusal.Failed => $"Signing in with {Provider.Name} did not work, or you stopped it. Try again.",
                null => null,
            };

    public string ProviderPath => QueryHelpers.AddQueryString("/account/external", "returnUrl", ReturnUrl ?? "/");

    public IActionResult OnGet() => User.StaffId() is null ? Page() : GoOn();

    /// <summary>What a passkey is asked, for the script of this page.</summary>
    public async Task<JsonResult> OnGetPasskeyAsync()
    {
        Response.Headers.CacheControl = "no-store";
        return new JsonResult(await signIn.AskPasskeyAsync());
    }

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, string? state, CancellationToken cancel)
    {
        if (await signIn.TryPasskeyAsync(credential, state, cancel) is not { } user)
        {
            ModelState.AddModelError(
                "",
                "That passkey does not open LeadGen, or it took too long. Try again, or sign in another way"
            );
            return this.Invalid();
        }

        return GoOn(await signIn.UserManager.GetRolesAsync(user));
    }

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
