using System.Collections.Frozen;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture.Spam;

/// <summary>What an administrator has set; what is null is as it ships.</summary>
/// <param name="Disposable">Instead of the list that ships. It and <see cref="Free"/> also say who gets no account; see <see cref="MailDomains"/>.</param>
/// <param name="Free">Free-mail domains beside those that ship.</param>
public sealed record SpamSettings(
    int? Threshold = null,
    IReadOnlyDictionary<string, int>? Weights = null,
    IReadOnlyList<string>? Disposable = null,
    IReadOnlyList<string>? Allowed = null,
    IReadOnlyList<string>? Free = null
)
{
    private const string Key = MailDomains.Key;
    private const string VersionKey = MailDomains.VersionKey;

    public SpamRules ToRules() =>
        new(
            Threshold ?? SpamRules.DefaultThreshold,
            (Weights ?? new Dictionary<string, int>())
                .Select(weight => (Sign: Terms.Parse<SpamSign>(weight.Key), weight.Value))
                .Where(weight => weight.Sign is not null)
                .ToDictionary(weight => weight.Sign!.Value, weight => weight.Value),
            Disposable?.ToFrozenSet(StringComparer.Ordinal) ?? EmailKinds.Disposable,
            (Allowed ?? []).ToFrozenSet(StringComparer.Ordinal)
        );

    /// <summary>Null before the first change.</summary>
    public static Task<string?> VersionAsync(LeadGenDbContext db, CancellationToken cancel) =>
        TextAsync(db, VersionKey, cancel);

    public static async Task<SpamSettings> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await TextAsync(db, Key, cancel) is { } json ? JsonColumn.Read<SpamSettings>(json) : new SpamSettings();

    /// <summary>Changes what is set; of two who change it at once the later one changes what the other has left.</summary>
    public static async Task ChangeAsync(
        LeadGenDbContext db,
        Func<SpamSettings, SpamSettings> change,
        CancellationToken cancel
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // The version is raised first: its row is the lock.
        await RaiseAsync(db, cancel);
        var json = JsonColumn.Write(change(await ReadAsync(db, cancel)));
        await db.SaveSettingAsync(Key, json, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Tells all instances that something is judged otherwise from now on. In the transaction of the change.</summary>
    internal static Task RaiseAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.settings (key, value) values ({VersionKey}, '1')
            on conflict (key) do update set value = (settings.value::bigint + 1)::text
            """,
            cancel
        );

    private static Task<string?> TextAsync(LeadGenDbContext db, string key, CancellationToken cancel) =>
        db
            .Settings.AsNoTracking()
            .Where(setting => setting.Key == key)
            .Select(setting => (string?)setting.Value)
            .SingleOrDefaultAsync(cancel);
}
