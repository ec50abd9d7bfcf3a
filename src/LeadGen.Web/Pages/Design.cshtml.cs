using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages;

/// <summary>The gallery of parts and sample pages, in Development only: what colleagues copy from.</summary>
[AllowAnonymous]
public sealed class DesignModel(IHostEnvironment environment) : PageModel
{
    public static readonly (string Name, string Text)[] Samples =
    [
        ("parts", "Parts"),
        ("home", "Home"),
        ("landing", "Landing page"),
        ("errors", "Form with errors"),
        ("thanks", "Thank-you page"),
        ("queue", "Queue"),
        ("lead", "Lead"),
        ("leads", "Leads, empty"),
        ("scoring", "Scoring"),
    ];

    [FromRoute]
    public string Sample { get; set; } = "parts";

    /// <summary>The same moment at each look, so that two pictures can be compared.</summary>
    public DateTimeOffset Now { get; } = new(2026, 11, 23, 14, 8, 0, TimeSpan.Zero);

    public bool IsPublic => Sample is "home" or "landing" or "errors" or "thanks";

    public IActionResult OnGet()
    {
        if (!environment.IsDevelopment() || !Samples.Any(sample => sample.Name == Sample))
        {
            return NotFound();
        }

        if (!IsPublic)
        {
            ActAsSomebody();
        }

        if (Sample is "errors")
        {
            ModelState.SetModelValue("email", "mina.okafor@", "mina.okafor@");
            ModelState.AddModelError("email", "Enter an e-mail address such as mina@example.com");
            ModelState.AddModelError("company", "Enter the name of your company");
            ModelState.AddModelError("next_step", "Say what you would like next");
        }

        return Page();
    }

    private void ActAsSomebody() =>
        HttpContext.User = new ClaimsPrincipal(
            new ClaimsIdentity([new(ClaimTypes.Name, "mina@example.com"), new(ClaimTypes.Role, "Admin")], "Sample")
        );
}
