using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Privacy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Erasures;

/// <summary>What went with one person, and whether anything is left of them now: to be printed for who asks.</summary>
public sealed class ErasureReportModel(LeadGenDbContext db, ErasureProof proof, TimeProvider time) : PageModel
{
    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public Erasure Erasure { get; private set; } = null!;

    /// <summary>By table.</summary>
    public IReadOnlyDictionary<string, long> Left { get; private set; } = new Dictionary<string, long>();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Erasures.AsNoTracking().SingleOrDefaultAsync(one => one.LeadId == id, cancel) is not { } erasure)
        {
            return NotFound();
        }

        Erasure = erasure;
        Left = await proof.LeftAsync(id, cancel);
        return Page();
    }
}
