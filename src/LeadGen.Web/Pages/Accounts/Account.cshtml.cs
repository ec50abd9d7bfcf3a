using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Accounts;

/// <summary>One company: what is known of it, who works there, and what sales has with them.</summary>
public sealed class AccountModel(LeadGenDbContext db, PublishedModel published, TimeProvider time) : PageModel
{
    public AccountView View { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }
    public int Threshold { get; private set; }
    public string? Next { get; private set; }
    public bool IsFirst { get; private set; }
    public bool MayEdit => User.May(Policies.Sales) || User.May(Policies.Marketing);

    public async Task<IActionResult> OnGetAsync(Guid id, string? after, CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Guid? place = Guid.TryParseExact(after, "N", out var last) ? last : null;
        IsFirst = place is null;
        if (await AccountView.ReadAsync(db, id, place, cancel) is not { } view)
        {
            return NotFound();
        }

        View = view;
        Threshold = (await published.CurrentAsync(cancel)).Model.MqlThreshold;
        Next = view.IsMore
            ? Url.Page("/Accounts/Account", new { id, after = view.Leads[^1].Lead.Id.ToString("N") })
            : null;
        return Page();
    }
}
