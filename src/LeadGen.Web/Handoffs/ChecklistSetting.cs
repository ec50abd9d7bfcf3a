using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data;

namespace LeadGen.Web.Handoffs;

/// <summary>Which questions must be answered before an SQL is confirmed: a setting of the administrator.</summary>
public static class ChecklistSetting
{
    private const string Key = "checklist_required";

    public static async Task<ChecklistRules> ReadChecklistRulesAsync(this LeadGenDbContext db, CancellationToken cancel)
    {
        var text = await db.ReadSettingAsync(Key, cancel);
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
    ) => db.SaveSettingAsync(Key, string.Join(' ', rules.Required), cancel);
}
