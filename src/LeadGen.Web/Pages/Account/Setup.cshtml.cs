using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

/// <summary>Behind the link that the first start prints.</summary>
[AllowAnonymous]
public sealed class SetupModel(FirstAdministrator first, StaffSignIn signIn, StaffPassword rules) : PageModel
{
    [FromRoute]
    public string Token { get; set; } = "";

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await first.IsOpenAsync(Token, cancel) ? Page() : RedirectToPage("/Account/LinkUsed");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var name = ModelState.CheckName("name", Name);
        var email = ModelState.CheckEmail("email", Email);
        await ModelState.CheckPasswordAsync("password", Password, rules, Email, Name);
        if (name is null || email is null || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        var (user, result) = await HttpContext.ActAsync(
            AuditedRequests.ActorOf(HttpContext, null, name),
            () => first.AcceptAsync(Token, email, name, Password!, cancel)
        );
        if (user is not null)
        {
            await signIn.SignInAsync(user, cancel);
            TempData["Flash"] = $"Welcome, {user.DisplayName}. Invite your colleagues here.";
            return LocalRedirect("/admin/users");
        }

        if (result.Succeeded)
        {
            return RedirectToPage("/Account/LinkUsed");
        }

        ModelState.AddErrors(result);
        return this.Invalid();
    }
}
