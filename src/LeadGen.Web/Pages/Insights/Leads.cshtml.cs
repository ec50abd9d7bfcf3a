using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Leads;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Insights;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Insights;

/// <summary>The leads that a number of the funnel counts, by name.</summary>
public sealed class LeadsModel(LeadGenDbContext db, OfferCache offers, TimeProvider time) : PageModel
{
    public FunnelPick Pick { get; private set; } = null!;
    public FunnelStep Step { get; private set; }
    public FunnelFilters Filters { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<Lead> Rows { get; private set; } = [];

    /// <summary>Counted, and erased since: nothing is known of them any more.</summary>
    public int Erased { get; private set; }
    public string? Next { get; private set; }
    public bool IsFurther { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? step, string? after, CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Pick = FunnelPick.Read(Request.Query, DateOnly.FromDateTime(Now.UtcDateTime));
        if (Terms.Parse<FunnelStep>(step) is not { } asked || asked < FunnelStep.Lead)
        {
            return NotFound();
        }

        Step = asked;
        if (Pick.Errors.Count > 0)
        {
            Filters = new FunnelFilters(Pick, []);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var from = Cursor(after);
        IsFurther = from is not null;
        Filters = await FunnelFilters.ReadAsync(db, offers, Pick, cancel);
        var found = await FunnelReport.LeadsAsync(db, Pick, Step, from, cancel);
        var shown = found.Take(FunnelReport.PageSize).Select(row => row.LeadId).ToList();
        var leads = await db
            .Leads.AsNoTracking()
            .Where(lead => shown.Contains(lead.Id))
            .ToDictionaryAsync(lead => lead.Id, cancel);
        Rows = [.. shown.Where(leads.ContainsKey).Select(id => leads[id])];
        Erased = shown.Count - Rows.Count;
        if (found.Count > FunnelReport.PageSize)
        {
            var last = found[FunnelReport.PageSize - 1];
            Next = $"{Pick.LeadsAt(Step)}&after={FunnelPick.Iso(last.Day)}_{last.LeadId:N}";
        }

        return Page();
    }

    private static (DateOnly Day, Guid Id)? Cursor(string? after) =>
        after?.Split('_') is [var day, var id]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && Guid.TryParseExact(id, "N", out var lead)
            ? (at, lead)
            : null;
}
