using LeadGen.Domain.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace LeadGen.Web.Data;

/// <summary>
/// The lists of free-mail and disposable domains in force, in memory, for all who make accounts. Whether they have changed is looked up
/// every two seconds at most.
/// </summary>
public sealed class MailDomains(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    /// <summary>The settings of which the lists are a part, and what is raised with each change of them.</summary>
    public const string Key = "spam";
    public const string VersionKey = "spam_version";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly LatestRead<Known> _latest = new(scopes, time, Fresh, LookAsync);

    public async ValueTask<EmailDomains> CurrentAsync(CancellationToken cancel) =>
        (await _latest.ReadAsync(cancel)).Domains;

    public void Dispose() => _latest.Dispose();

    private static async Task<Known> LookAsync(LeadGenDbContext db, Known? before, CancellationToken cancel)
    {
        var version = await TextAsync(db, VersionKey, cancel);
        if (before is not null && before.Version == version)
        {
            return before;
        }

        var lists = await TextAsync(db, Key, cancel) is { } json ? JsonColumn.Read<Lists>(json) : new Lists();
        return new Known(version, EmailDomains.Of(lists.Free, lists.Disposable));
    }

    private static Task<string?> TextAsync(LeadGenDbContext db, string key, CancellationToken cancel) =>
        db
            .Settings.AsNoTracking()
            .Where(setting => setting.Key == key)
            .Select(setting => (string?)setting.Value)
            .SingleOrDefaultAsync(cancel);

    private sealed record Lists(IReadOnlyList<string>? Disposable = null, IReadOnlyList<string>? Free = null);

    private sealed record Known(string? Version, EmailDomains Domains);
}

internal static class MailDomainReads
{
    /// <summary>The lists in force, for whoever has but the database at hand.</summary>
    public static ValueTask<EmailDomains> MailDomainsAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        db.GetService<MailDomains>().CurrentAsync(cancel);
}
