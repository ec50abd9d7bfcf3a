using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>Which questions must be answered before an SQL is confirmed: a setting of the administrator.</summary>
public static class ChecklistSetting
{
    private const string Key = "checklist_required";

    public static async Task<ChecklistRules> ReadChecklistRulesAsync(this LeadGenDbContext db, CancellationToken cancel)
    {
        var text = await db
            .Settings.AsNoTracking()
            .Where(setting => setting.Key == Key)
            .Select(setting => setting.Value)
            .SingleOrDefaultAsync(cancel);
        return text is null
            ? ChecklistRules.Default
            : new ChecklistRules([
                .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(Checklist.Keys.Contains),
            ]);
    }

    /// <param name="rules">Checked by the caller.</param>
    public static Task SaveChecklistRulesAsync(
        this LeadGenDbContext db,
        ChecklistRules rules,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.settings (key, value) values ({Key}, {string.Join(' ', rules.Required)})
            on conflict (key) do update set value = excluded.value
            """,
            cancel
        );
}
