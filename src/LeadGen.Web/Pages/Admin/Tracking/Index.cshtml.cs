using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Tracking;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Pages.Admin.Tracking;

/// <summary>What is noted of visitors, and where.</summary>
public sealed partial class TrackingModel(
    LeadGenDbContext db,
    TrackingPlans plans,
    IOptions<LeadGenOptions> options,
    ILogger<TrackingModel> log
) : PageModel
{
    public static readonly Choice[] Asking =
    [
        new("true", "Visitors are asked, and nothing is noted until they agree"),
        new("false", "Nobody is asked, as no law asks it of us"),
    ];

    public TrackingPlan Plan { get; private set; } = new();

    public string Snippet => $"<script src=\"{options.Value.SiteOf(Request)}/track.js\" async></script>";

    public async Task OnGetAsync(CancellationToken cancel) => Plan = await plans.CurrentAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (plan, errors) = TrackingForm.Read(field => Request.Form[field].FirstOrDefault());
        if (errors.Count == 0)
        {
            await plans.SaveAsync(db, plan, cancel);
            LogSaved(plan.On, plan.Asks, plan.Origins.Count);
            TempData["Flash"] = "Saved. Public pages follow within two seconds.";
            return RedirectToPage();
        }

        Plan = plan;
        foreach (var (field, message) in errors)
        {
            ModelState.AddModelError(field, message);
        }

        return this.Refused();
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "What is noted of visitors was changed: on {On}, asked {Asks}, {Sites} other sites"
    )]
    private partial void LogSaved(bool on, bool asks, int sites);
}
