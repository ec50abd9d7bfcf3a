using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

/// <summary>Behind a link that lets its holder choose a password and signs them in; a second factor is asked for all the same.</summary>
public abstract class ChoosePasswordModel(StaffLinks links, StaffDesk desk, StaffSignIn signIn, StaffPassword rules)
    : PageModel
{
    [FromRoute]
    public string Token { get; set; } = "";

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    /// <summary>Whom the link is for.</summary>
    public StaffUser Holder { get; private set; } = new();

    protected abstract StaffLinkPurpose Purpose { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await FindHolderAsync(cancel) ? Page() : LinkUsed();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await FindHolderAsync(cancel))
        {
            return LinkUsed();
        }

        await ModelState.CheckPasswordAsync("password", Password, rules, Holder.UserName, Holder.DisplayName);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var result = await HttpContext.ActAsync(
            AuditedRequests.ActorOf(HttpContext, Holder.Id, Holder.DisplayName),
            () => desk.ChoosePasswordAsync(Holder, Password!)
        );
        if (!result.Succeeded)
        {
            return LinkUsed(); // somebody else with the same link was faster
        }

        if (await signIn.EnterAsync(Holder, cancel))
        {
            TempData["Flash"] = "Your new password is kept. Now your second factor.";
            return RedirectToPage("/Account/Code");
        }

        TempData["Flash"] = $"Welcome, {Holder.DisplayName}. From now on you sign in with this password.";
        return LocalRedirect(Landing.For([.. await signIn.UserManager.GetRolesAsync(Holder)]));
    }

    private async Task<bool> FindHolderAsync(CancellationToken cancel)
    {
        var found = await links.FindAsync(Purpose, Token, cancel);
        Holder = found ?? Holder;
        return found is not null;
    }

    private RedirectToPageResult LinkUsed() => RedirectToPage("/Account/LinkUsed");
}
