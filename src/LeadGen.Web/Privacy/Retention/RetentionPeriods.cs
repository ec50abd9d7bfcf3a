using LeadGen.Web.Data;

namespace LeadGen.Web.Privacy.Retention;

/// <summary>For how many months each kind is kept after the last thing that happened. What is not among them stays.</summary>
/// <param name="Months">By <see cref="RetentionKind.Key"/>, from 1 to <see cref="MonthsMax"/>.</param>
public sealed record RetentionPeriods(IReadOnlyDictionary<string, int> Months)
{
    public const int MonthsMax = 240;
    private const string Key = "retention";

    public int? For(RetentionKind kind) => Months.TryGetValue(kind.Key, out var months) ? months : null;

    /// <summary>What last happened before this instant is old enough to go; null where the kind stays.</summary>
    public DateTimeOffset? Before(RetentionKind kind, DateTimeOffset now) =>
        For(kind) is { } months ? now.AddMonths(-months) : null;

    public static async Task<RetentionPeriods> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        new(await db.ReadSettingAsync(Key, cancel) is { } kept ? JsonColumn.Read<Dictionary<string, int>>(kept) : []);

    public Task SaveAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db.SaveSettingAsync(Key, ToString(), cancel);

    /// <summary>The same periods give the same text.</summary>
    public override string ToString() =>
        JsonColumn.Write(Months.OrderBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary());
}
