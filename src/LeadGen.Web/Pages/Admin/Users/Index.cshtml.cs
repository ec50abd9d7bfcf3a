using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Users;

public sealed class UsersModel(LeadGenDbContext db, TimeProvider time) : PageModel
{
    public const int Most = 200;

    /// <summary>From here on a search is shown.</summary>
    private const int Many = 20;

    [FromQuery]
    public string? Q { get; set; }

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<UserRow> Users { get; private set; } = [];
    public bool HasMany => Users.Count >= Many || !string.IsNullOrEmpty(Q);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var pattern = $"%{(Q ?? "").Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
        var found = db
            .Users.AsNoTracking()
            .Where(user => EF.Functions.ILike(user.DisplayName, pattern) || EF.Functions.ILike(user.Email!, pattern))
            .OrderBy(user => user.DeactivatedAt != null)
            .ThenBy(user => EF.Functions.Collate(user.DisplayName, "und-x-icu"))
            .ThenBy(user => user.Id)
            .Take(Most);
        Users = await UserRow.Of(db, found).ToListAsync(cancel);
    }
}
