using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.ApiKeys;

public sealed record KeyRow(
    Guid Id,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt
)
{
    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}

/// <summary>The keys of other systems: what each may do, when it was last used, and the end of it.</summary>
public sealed class ApiKeysModel(LeadGenDbContext db, ApiKeyDesk desk, TimeProvider time) : PageModel
{
    public const int Most = 300;
    public const string NewKey = "NewApiKey";
    public const string NewName = "NewApiKeyName";

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public IReadOnlyList<KeyRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Rows = await db
            .ApiKeys.AsNoTracking()
            .OrderBy(key => key.RevokedAt != null || key.ExpiresAt <= Now)
            .ThenByDescending(key => key.Id)
            .Take(Most)
            .Select(key => new KeyRow(
                key.Id,
                key.Name,
                key.Scopes,
                key.CreatedAt,
                key.ExpiresAt,
                key.LastUsedAt,
                key.RevokedAt
            ))
            .ToListAsync(cancel);

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel)
    {
        TempData["Flash"] = await desk.RevokeAsync(id, cancel)
            ? "Revoked. Calls by it are refused within seconds."
            : "Nothing was changed: it is revoked already.";
        return Redirect("/admin/api-keys");
    }
}
