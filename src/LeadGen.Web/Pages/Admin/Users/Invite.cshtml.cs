using LeadGen.Web.Access;
using LeadGen.Web.Pages.Account;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Users;

public sealed class InviteModel(StaffDesk desk, StaffLinks links) : PageModel
{
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "heldRoles")]
    public string[] HeldRoles { get; set; } = [];

    public async Task<IActionResult> OnPostAsync()
    {
        var name = ModelState.CheckName("name", Name);
        var email = ModelState.CheckEmail("email", Email);
        var roles = ModelState.CheckRoles("heldRoles", HeldRoles);
        if (name is null || email is null || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        var (user, result) = await desk.AddAsync(email, name, roles, password: null);
        if (user is null)
        {
            ModelState.AddErrors(result);
            return this.Invalid();
        }

        TempData[EditModel.InvitationLink] = links.Create(StaffLinkPurpose.Invitation, user, Request);
        return RedirectToPage("Edit", new { id = user.Id });
    }
}
