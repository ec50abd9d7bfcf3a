using System.Globalization;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.People;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Leads that may be one person, the surest first: compare and merge them, or say that they are two.</summary>
public sealed class DuplicatesModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    public const int PageSize = 50;

    public IReadOnlyList<DuplicateRow> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public bool IsFirst { get; private set; }
    public DateTimeOffset Now { get; private set; }

    private bool MayMerge => User.May(Policies.People);

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancel)
    {
        if (!MayMerge)
        {
            return Forbid();
        }

        Now = time.GetUtcNow();
        var pairs = db.Duplicates.AsNoTracking().Where(pair => pair.DismissedAt == null);
        var place = Read(after);
        IsFirst = place is null;
        if (place is var (weight, high, low))
        {
            pairs = pairs.Where(pair =>
                EF.Functions.LessThan(
                    ValueTuple.Create(pair.Weight, pair.HighId, pair.LowId),
                    ValueTuple.Create(weight, high, low)
                )
            );
        }

        var found = await pairs
            .OrderByDescending(pair => pair.Weight)
            .ThenByDescending(pair => pair.HighId)
            .ThenByDescending(pair => pair.LowId)
            .Take(PageSize + 1)
            .ToListAsync(cancel);
        var isMore = found.Count > PageSize;
        var shown = isMore ? found[..PageSize] : found;
        Rows = await DuplicateRow.OfAsync(db, shown, cancel);
        Next = isMore
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"/leads/duplicates?after={shown[^1].Weight}_{shown[^1].HighId:N}_{shown[^1].LowId:N}"
            )
            : null;
        return Page();
    }

    public async Task<IActionResult> OnPostDismissAsync(Guid one, Guid other, CancellationToken cancel)
    {
        if (!MayMerge)
        {
            return Forbid();
        }

        await PersonKeyTable.DismissAsync(db, one, other, User.StaffName()!, time.GetUtcNow(), cancel);
        TempData["Flash"] = "They are two persons: this pair is not suggested again.";
        return RedirectToPage();
    }

    private static (int Weight, Guid High, Guid Low)? Read(string? after) =>
        after?.Split('_') is [var weight, var high, var low]
        && int.TryParse(weight, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Guid.TryParseExact(high, "N", out var highId)
        && Guid.TryParseExact(low, "N", out var lowId)
            ? (number, highId, lowId)
            : null;
}
