using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Account;

[AllowAnonymous]
public sealed class LinkUsedModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status410Gone;
}
