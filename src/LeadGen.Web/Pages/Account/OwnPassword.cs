using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

internal static class OwnPassword
{
    /// <summary>Asked before a second factor changes. Wrong ones count towards the lockout, as at the door.</summary>
    /// <param name="field">Where the error stands.</param>
    public static async Task<bool> IsMyPasswordAsync(
        this PageModel page,
        StaffSignIn signIn,
        StaffUser me,
        string field,
        string? password
    )
    {
        if (
            password is { Length: > 0 and <= StaffPassword.MaxLength }
            && (await signIn.CheckPasswordSignInAsync(me, password, lockoutOnFailure: true)).Succeeded
        )
        {
            return true;
        }

        page.ModelState.AddModelError(field, "That is not your present password");
        return false;
    }
}
