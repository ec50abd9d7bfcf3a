using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Preferences;

/// <summary>Behind a link that went to a person's address when they asked for it, and that ends within the hour.</summary>
public abstract class FreshLinkModel(LeadGenDbContext db) : PageModel
{
    /// <summary>The link works, and there is something that is held.</summary>
    public bool IsThere { get; private set; }

    public async Task OnGetAsync(string token, CancellationToken cancel)
    {
        IsThere = LeadOf(token) is { } id && await db.Leads.AnyAsync(lead => lead.Id == id, cancel);
        Response.StatusCode = IsThere ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
    }

    /// <summary>Reads a link of this page's purpose.</summary>
    protected abstract (Guid LeadId, bool IsOld)? Read(string token);

    /// <returns>Null where the link does not work, or no more.</returns>
    protected Guid? LeadOf(string token) => Read(token) is { IsOld: false } read ? read.LeadId : null;
}
