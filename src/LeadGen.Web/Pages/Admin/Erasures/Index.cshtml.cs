using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Erasures;

/// <summary>Who was erased, by the ids that were theirs: the latest first.</summary>
public sealed class ErasuresModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    public const int PageSize = 50;

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<Erasure> Rows { get; private set; } = [];
    public string? Next { get; private set; }

    /// <param name="before">The last one that was shown.</param>
    public async Task OnGetAsync(Guid? before, CancellationToken cancel)
    {
        var erasures = db.Erasures.AsNoTracking();
        if (
            before is { } id
            && await erasures.SingleOrDefaultAsync(erasure => erasure.LeadId == id, cancel) is { At: var at }
        )
        {
            erasures = erasures.Where(one => one.At < at || (one.At == at && one.LeadId.CompareTo(id) < 0));
        }

        var rows = await erasures
            .OrderByDescending(erasure => erasure.At)
            .ThenByDescending(erasure => erasure.LeadId)
            .Take(PageSize + 1)
            .ToListAsync(cancel);
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? $"/admin/erasures?before={Rows[^1].LeadId}" : null;
    }
}
