using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LeadGen.Web.Pages.Account;

/// <summary>The fields of a member of staff: each read, or an error at the field that says what to do.</summary>
public static class AccountFields
{
    public static string? CheckName(this ModelStateDictionary state, string field, string? text)
    {
        var name = CleanText.Trim(text ?? "");
        if (name.Length is > 0 and <= StaffUser.NameMaxLength && !name.Any(char.IsControl))
        {
            return name;
        }

        state.AddModelError(
            field,
            name.Length == 0
                ? "Enter a name"
                : $"Enter a name of at most {StaffUser.NameMaxLength} letters, on one line"
        );
        return null;
    }

    public static EmailAddress? CheckEmail(this ModelStateDictionary state, string field, string? text)
    {
        if (EmailAddress.TryParse(text, out var email))
        {
            return email;
        }

        state.AddModelError(field, "Enter an e-mail address such as mina@example.com");
        return null;
    }

    public static async Task CheckPasswordAsync(
        this ModelStateDictionary state,
        string field,
        string? password,
        StaffPassword rules,
        string? email,
        string? name
    )
    {
        if (await rules.ProblemAsync(password, email, name) is { } problem)
        {
            state.AddModelError(field, problem);
        }
    }

    /// <summary>What only the database could tell.</summary>
    public static void AddErrors(this ModelStateDictionary state, IdentityResult result)
    {
        var isTaken = result.Errors.Any(error => error.Code is "DuplicateUserName" or "DuplicateEmail");
        if (isTaken)
        {
            state.AddModelError("email", "Somebody has this e-mail address already. Enter another one");
            return;
        }

        foreach (var error in result.Errors)
        {
            state.AddModelError("", error.Description);
        }
    }
}
