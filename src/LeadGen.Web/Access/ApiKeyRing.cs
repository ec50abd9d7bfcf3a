using System.Collections.Concurrent;
using System.Security.Cryptography;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Access;

/// <summary>The API keys that were used of late, so that not every call reads its key from the database.</summary>
public sealed class ApiKeyRing(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>A key is read anew after this long: until then a revoked one may still open.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, Held> _held = new();

    /// <returns>The key that this text is; null where there is none, or it has expired or is revoked.</returns>
    public async Task<ApiKey?> FindAsync(string text, CancellationToken cancel)
    {
        if (!ApiKeyText.TryRead(text, out var id, out var hash))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var key = await GetAsync(id, now, cancel);
        return key is not null && CryptographicOperations.FixedTimeEquals(key.Hash, hash) && IsOpen(key, now)
            ? key
            : null;
    }

    /// <summary>It is read anew at its next use.</summary>
    public void Forget(Guid id) => _held.TryRemove(id, out _);

    private static bool IsOpen(ApiKey key, DateTimeOffset now) =>
        key.RevokedAt is null && (key.ExpiresAt is null || now < key.ExpiresAt);

    private async Task<ApiKey?> GetAsync(Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        if (_held.TryGetValue(id, out var held) && now < held.Until)
        {
            return held.Key;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var key = await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, cancel);
        if (key is null)
        {
            // Not kept: made-up ids would fill the memory.
            _held.TryRemove(id, out _);
            return null;
        }

        _held[id] = new Held(key, now + Freshness);
        return key;
    }

    private sealed record Held(ApiKey Key, DateTimeOffset Until);
}
