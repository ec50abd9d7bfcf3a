using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Exports;
using LeadGen.Web.Pages.Account;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Leads;

/// <summary>What the list of leads shows, or what belongs to these leads, as a file.</summary>
public sealed class ExportModel(LeadGenDbContext db, LeadExport export) : PageModel
{
    public static readonly Choice[] Kinds =
    [
        new("leads", "The leads", "Facts, stage and score"),
        new("touchpoints", "What they did", "All their touchpoints"),
        new("handoffs", "Their hand-offs to sales"),
        new("outcomes", "Their outcomes", "Opportunities, won and lost"),
    ];

    public static readonly Choice[] Formats =
    [
        new("csv", "CSV", "For spreadsheets"),
        new("jsonl", "JSON lines", "For programs: one object a line"),
    ];

    public LeadSearch Search { get; private set; } = new();

    public IActionResult OnGet()
    {
        Search = LeadSearch.Read(Request.Query);
        return User.May(Policies.People) ? Page() : Forbid();
    }

    public async Task<IActionResult> OnGetFileAsync(string? what, string? format, CancellationToken cancel)
    {
        if (!User.May(Policies.People))
        {
            return Forbid();
        }

        Search = LeadSearch.Read(Request.Query);
        if (!LeadExport.TryRead(what, format, out var kind, out var read))
        {
            ModelState.AddModelError("what", "Choose one of these");
            return this.Invalid();
        }

        if (await export.WriteAsync(Response, kind, read, await WantedAsync(cancel), ExportedBy.Staff, cancel))
        {
            return new EmptyResult();
        }

        ModelState.AddModelError("", "Other exports are being written. Try again in a minute.");
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Page();
    }

    /// <summary>As on the list: a whole address is looked for among all that a lead has.</summary>
    private async Task<LeadCriteria> WantedAsync(CancellationToken cancel) =>
        Search.WantedByAddress is { } one && (await LeadList.ReadAsync(db, one, cancel)).Count > 0
            ? one
            : Search.Wanted;
}
