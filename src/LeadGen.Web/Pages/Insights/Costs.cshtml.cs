using System.Globalization;
using LeadGen.Domain.Insights;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Insights;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Insights;

/// <summary>What campaigns cost, a month each: entered one by one or taken from a file.</summary>
[RequestSizeLimit(CostsModel.BodyMaxBytes)]
public sealed class CostsModel(LeadGenDbContext db, CostDesk desk, TimeProvider time) : PageModel
{
    /// <summary>The file, and what a form puts around it.</summary>
    public const int BodyMaxBytes = CostFile.BytesMax + 64 * 1024;

    private const int RowsMax = 500;

    public IReadOnlyList<CampaignCost> Rows { get; private set; } = [];
    public bool IsCut { get; private set; }

    /// <summary>That of the settings, or else of the latest cost; empty where there is neither.</summary>
    public string Currency { get; private set; } = "";
    public bool MayEdit => User.May(Policies.Marketing);
    public string ThisMonth => time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>What is wrong with the file, line by line.</summary>
    public IReadOnlyList<string> FileErrors { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (cost, errors) = CampaignCost.Read(field => Request.Form[field].FirstOrDefault());
        if (cost is null)
        {
            foreach (var (field, message) in errors)
            {
                ModelState.AddModelError(field, message);
            }
        }

        return await FinishAsync(cost is null ? [] : [cost], cancel);
    }

    public async Task<IActionResult> OnPostFileAsync(IFormFile? file, CancellationToken cancel)
    {
        if (file is null || file.Length is 0 or > CostFile.BytesMax)
        {
            ModelState.AddModelError("file", "Choose a CSV file of at most 1 MB");
            return await FinishAsync([], cancel);
        }

        using var reader = new StreamReader(file.OpenReadStream());
        var text = await reader.ReadToEndAsync(cancel);
        var (costs, errors) = await CostFile.ReadAsync(text, cancel);
        if (errors.Count > 0)
        {
            FileErrors = errors;
            ModelState.AddModelError(
                "file",
                "Nothing was taken from the file: correct the lines that are named, and send it again"
            );
        }

        return await FinishAsync(costs, cancel);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        if (!MayEdit)
        {
            return Forbid();
        }

        var form = Request.Form;
        if (
            !DateOnly.TryParseExact(
                form["month"],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var month
            )
        )
        {
            return BadRequest();
        }

        await desk.RemoveAsync(month, form["source"]!, form["medium"]!, form["campaign"]!, form["currency"]!, cancel);
        TempData["Flash"] = "Removed.";
        return RedirectToPage();
    }

    private async Task<IActionResult> FinishAsync(IReadOnlyList<CampaignCost> costs, CancellationToken cancel)
    {
        if (!MayEdit)
        {
            return Forbid();
        }

        if (ModelState.IsValid)
        {
            await desk.SaveAsync(costs, cancel);
            TempData["Flash"] = costs.Count == 1 ? "Saved." : $"{costs.Count} costs were saved.";
            return RedirectToPage();
        }

        await LoadAsync(cancel);
        return this.Refused();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var rows = await db
            .CampaignCosts.AsNoTracking()
            .OrderByDescending(cost => cost.Month)
            .ThenBy(cost => cost.Source)
            .ThenBy(cost => cost.Medium)
            .ThenBy(cost => cost.Campaign)
            .ThenBy(cost => cost.Currency)
            .Take(RowsMax + 1)
            .ToListAsync(cancel);
        IsCut = rows.Count > RowsMax;
        Rows = rows.Count > RowsMax ? rows[..RowsMax] : rows;
        Currency = await db.ReadCurrencyAsync(cancel) ?? rows.FirstOrDefault()?.Currency ?? "";
    }
}
