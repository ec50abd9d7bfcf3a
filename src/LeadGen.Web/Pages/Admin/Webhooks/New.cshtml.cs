using LeadGen.Web.Pages.Account;
using LeadGen.Web.Webhooks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Webhooks;

public sealed class NewModel(WebhookDesk desk, WebhookAddresses addresses) : PageModel
{
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "url")]
    public string? Address { get; set; }

    [BindProperty(Name = "types")]
    public string[] Types { get; set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (ModelState.CheckEndpoint(Name, Address, Types, addresses) is not { } form)
        {
            return this.Invalid();
        }

        var (id, secret) = await desk.AddAsync(form, cancel);
        TempData[EndpointModel.Secret] = secret;
        return Redirect($"/admin/webhooks/{id}");
    }
}
