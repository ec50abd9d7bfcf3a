using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Account;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.ApiKeys;

public sealed class NewModel(ApiKeyDesk desk) : PageModel
{
    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "scopes")]
    public string[] Scopes { get; set; } = [];

    [BindProperty(Name = "days")]
    public string? Days { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var name = CleanText.Trim(Name ?? "");
        if (name.Length is 0 or > ApiKey.NameMaxLength || name.Any(char.IsControl))
        {
            ModelState.AddModelError("name", $"Enter a name of 1 to {ApiKey.NameMaxLength} letters, such as Warehouse");
        }

        var scopes = ApiScopes.All.Intersect(Scopes).ToList();
        if (scopes.Count == 0)
        {
            ModelState.AddModelError("scopes", "Tick at least one");
        }

        if (!KeyWords.Lives.Any(life => life.Value == (Days ?? "")))
        {
            ModelState.AddModelError("days", "Choose one of the list");
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        int? days = string.IsNullOrEmpty(Days) ? null : int.Parse(Days, CultureInfo.InvariantCulture);
        TempData[ApiKeysModel.NewKey] = await desk.AddAsync(name, scopes, days, cancel);
        TempData[ApiKeysModel.NewName] = name;
        return Redirect("/admin/api-keys");
    }
}
