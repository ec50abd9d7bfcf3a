using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Access;

/// <summary>Makes and revokes the keys of other systems.</summary>
public sealed partial class ApiKeyDesk(LeadGenDbContext db, ApiKeyRing ring, TimeProvider time, ILogger<ApiKeyDesk> log)
{
    public const int MostDays = 3650;

    /// <param name="days">After how many it ends; null: never.</param>
    /// <returns>Its text, which nobody can tell afterwards.</returns>
    public async Task<string> AddAsync(string name, IReadOnlyList<string> scopes, int? days, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (key, text) = ApiKeyText.Create(name, scopes, days is { } some ? now.AddDays(some) : null, now);
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancel);
        LogMade(key.Id, string.Join(' ', scopes));
        return text;
    }

    /// <summary>Here it opens nothing from now on, on other instances within <see cref="ApiKeyRing.Freshness"/>.</summary>
    /// <returns>False where there is none, or it was revoked before.</returns>
    public async Task<bool> RevokeAsync(Guid id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var revoked = await db
            .ApiKeys.Where(key => key.Id == id && key.RevokedAt == null)
            .ExecuteUpdateAsync(key => key.SetProperty(k => k.RevokedAt, now), cancel);
        ring.Forget(id);
        if (revoked > 0)
        {
            LogRevoked(id);
        }

        return revoked > 0;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "API key {Key} was made, with {Scopes}")]
    private partial void LogMade(Guid key, string scopes);

    [LoggerMessage(Level = LogLevel.Information, Message = "API key {Key} was revoked")]
    private partial void LogRevoked(Guid key);
}
