using LeadGen.Web.Data.Imports;
using LeadGen.Web.Imports;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Imports;

/// <summary>All imports, the newest first, and where a file is sent.</summary>
public sealed class IndexModel(ImportDesk desk, TimeProvider time) : PageModel
{
    /// <summary>The last import of the page before.</summary>
    [FromQuery]
    public Guid? Before { get; set; }

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<LeadImport> Rows { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var rows = await desk.ListAsync(Before, cancel);
        Rows = [.. rows.Take(ImportDesk.Listed)];
        Next = rows.Count > Rows.Count ? $"{ImportPaths.List}?before={Rows[^1].Id}" : null;
        if (TempData[ImportUploadPoint.ErrorKey] is string error)
        {
            ModelState.AddModelError("file", error);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
    }
}
