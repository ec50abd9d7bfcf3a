using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

/// <summary>A page on which members of staff change something of their own. Whoever is none any more is signed out.</summary>
public abstract class OwnAccountModel(StaffSignIn signIn) : PageModel
{
    public StaffUser Me { get; private set; } = new();

    public sealed override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (await signIn.UserManager.GetUserAsync(User) is not { } me)
        {
            await SignOutHereAsync();
            context.Result = RedirectToPage("/Account/Login");
            return;
        }

        Me = me;
        await LoadAsync(HttpContext.RequestAborted);
        await next();
    }

    /// <summary>What the page shows, before anything is done.</summary>
    protected abstract Task LoadAsync(CancellationToken cancel);

    /// <summary>What was changed ended all their sessions; here they go on.</summary>
    protected Task StaySignedInAsync() => signIn.RefreshSignInAsync(Me);

    protected Task SignOutHereAsync() => signIn.SignOutAsync();

    /// <summary>Asked before a second factor changes. Wrong ones count towards the lockout, as at the door.</summary>
    /// <param name="field">Where the error stands.</param>
    protected async Task<bool> IsMyPasswordAsync(string field, string? password)
    {
        if (
            password is { Length: > 0 and <= StaffPassword.MaxLength }
            && (await signIn.CheckPasswordSignInAsync(Me, password, lockoutOnFailure: true)).Succeeded
        )
        {
            return true;
        }

        ModelState.AddModelError(field, "That is not your present password");
        return false;
    }
}
