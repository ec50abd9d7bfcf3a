using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Audit;

/// <summary>Who changed what, newest first, and the same as a file.</summary>
public sealed class AuditModel(LeadGenDbContext db, AuditBook book, TimeProvider time) : PageModel
{
    public const int PageSize = 50;
    private const int ActorsMax = 500;

    public AuditSearch Search { get; private set; } = new(null, null, null, null, null, null);
    public IReadOnlyList<AuditEntry> Rows { get; private set; } = [];
    public IReadOnlyList<Choice> Actors { get; private set; } = [];
    public IReadOnlyList<Choice> Kinds { get; private set; } = [];
    public string? Next { get; private set; }
    public string ExportPath => "/admin/audit" + QueryString.Create(Search.Route).Add("handler", "Export");

    /// <param name="before">The last one that was shown.</param>
    public async Task OnGetAsync(Guid? before, CancellationToken cancel)
    {
        Search = AuditSearch.Read(Request.Query);
        var rows = await Search
            .Of(db.Set<AuditEntry>())
            .Where(entry => before == null || entry.Id.CompareTo(before.Value) < 0)
            .Take(PageSize + 1)
            .ToListAsync(cancel);
        Rows = [.. rows.Take(PageSize)];
        Next =
            rows.Count > PageSize
                ? "/admin/audit" + QueryString.Create(Search.Route).Add("before", $"{Rows[^1].Id}")
                : null;
        await ChooseAsync(cancel);
    }

    /// <summary>What is shown, whole; that it was taken is told too.</summary>
    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancel)
    {
        Search = AuditSearch.Read(Request.Query);
        await book.NoteAsync(
            AuditAction.Exported,
            "audit_entries",
            null,
            Search.Route.ToDictionary(part => part.Key, part => new AuditChange(null, part.Value)),
            cancel
        );
        return new FileOf(AuditFile.Of(Search.Of(db.Set<AuditEntry>()), time.GetUtcNow(), cancel));
    }

    private async Task ChooseAsync(CancellationToken cancel)
    {
        var staff = await db
            .Users.AsNoTracking()
            .OrderBy(user => EF.Functions.Collate(user.DisplayName, "und-x-icu"))
            .Take(ActorsMax)
            .Select(user => new Choice(user.Id.ToString(), user.DisplayName, null))
            .ToListAsync(cancel);
        var keys = await db
            .ApiKeys.AsNoTracking()
            .OrderBy(key => key.Name)
            .Take(ActorsMax)
            .Select(key => new Choice(key.Id.ToString(), "API key " + key.Name, null))
            .ToListAsync(cancel);
        Actors = [new Choice("", "Anybody"), .. staff, .. keys];
        Kinds =
        [
            new Choice("", "Anything"),
            .. db
                .Model.GetEntityTypes()
                .Select(type => type.GetTableName())
                .OfType<string>()
                .Where(table => table == "audit_entries" || !AuditRules.Follow.Contains(table))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(table => new Choice(table, AuditWords.OfKind(table))),
        ];
    }
}
