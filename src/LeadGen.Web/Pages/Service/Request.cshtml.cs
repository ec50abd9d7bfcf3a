using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Service;

/// <summary>One request: done, and what became of it.</summary>
public sealed class RequestModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    public ServiceRow Row { get; private set; } = null!;
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await ServiceList.ReadOneAsync(db, id, cancel) is not { } row)
        {
            return NotFound();
        }

        Row = row;
        return Page();
    }
}
