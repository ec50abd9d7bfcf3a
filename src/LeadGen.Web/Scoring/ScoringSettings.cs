using LeadGen.Web.Data;

namespace LeadGen.Web.Scoring;

/// <summary>How many ready leads are released each day, on whose word, and on which day (UTC) it was last done.</summary>
public sealed record ReleasePlan(int PerDay, string By, DateOnly? LastDone)
{
    public const int PerDayMax = 10_000;
}

/// <summary>Settings of scoring: the second person's approval, and the release of ready leads by the day.</summary>
public static class ScoringSettings
{
    private const string Approval = "scoring_approval";
    private const string Release = "ready_release";

    /// <summary>Must a second person approve what is published?</summary>
    public static async Task<bool> NeedsApprovalAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Approval, cancel) == "true";

    public static Task SaveApprovalAsync(this LeadGenDbContext db, bool needed, CancellationToken cancel) =>
        db.SaveSettingAsync(Approval, needed ? "true" : "false", cancel);

    /// <returns>Null where nothing is released by itself.</returns>
    public static async Task<ReleasePlan?> ReadReleasePlanAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Release, cancel) is { Length: > 0 } json ? JsonColumn.Read<ReleasePlan>(json) : null;

    /// <param name="plan">Checked by the caller; null ends it.</param>
    public static Task SaveReleasePlanAsync(this LeadGenDbContext db, ReleasePlan? plan, CancellationToken cancel) =>
        db.SaveSettingAsync(Release, plan is null ? "" : JsonColumn.Write(plan), cancel);
}
