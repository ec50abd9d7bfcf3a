using LeadGen.Domain.Insights;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Insights;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Insights;

/// <summary>How far the leads of a period came, and how long it took them.</summary>
public sealed class IndexModel(LeadGenDbContext db, OfferCache offers, TimeProvider time) : PageModel
{
    public static readonly int[] Periods = [30, FunnelPick.UsualDays, 365];

    public DateTimeOffset Now { get; private set; }
    public FunnelPick Pick { get; private set; } = null!;
    public FunnelFilters Filters { get; private set; } = null!;
    public FunnelMark Mark { get; private set; } = null!;
    public FunnelView View { get; private set; } = null!;

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Pick = FunnelPick.Read(Request.Query, Today);
        Mark = await FunnelMark.ReadAsync(db, cancel);
        Filters = await FunnelFilters.ReadAsync(db, offers, Pick, cancel);
        View = await FunnelReport.ReadAsync(db, Pick, cancel);
        foreach (var (field, message) in Pick.Errors)
        {
            ModelState.AddModelError(field, message);
        }

        Response.StatusCode =
            Pick.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }
}
