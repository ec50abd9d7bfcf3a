using System.Globalization;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Api;

/// <summary>Which call an answer is kept of.</summary>
/// <param name="IsRepeat">It was begun before and nobody knows how it ended: its effect may be there.</param>
internal sealed record CallKey(Guid ApiKeyId, string Route, string Key, byte[] BodyHash, bool IsRepeat = false);

/// <summary>A call that has begun, and when.</summary>
internal sealed record BegunCall(CallKey Call, DateTimeOffset At);

internal static class CallIds
{
    /// <summary>
    /// The id of what this call makes, where its sender gives none: the same whenever the same call is made again, also where it died
    /// before its answer was kept. Null for a call without a key.
    /// </summary>
    public static Guid? IdOfCall(this HttpContext http, int index = 0) =>
        http.Features.Get<CallKey>() is { } call
            ? StableId.Of(
                "idempotency",
                call.ApiKeyId.ToString(),
                call.Route,
                call.Key,
                Convert.ToHexString(call.BodyHash),
                index.ToString(CultureInfo.InvariantCulture)
            )
            : null;

    /// <summary>Its effect may be there: what has moved on just as this call wanted it is its own work.</summary>
    public static bool IsRepeatedCall(this HttpContext http) => http.Features.Get<CallKey>()?.IsRepeat == true;
}

/// <summary>The answers that are kept. Of many of the same call at one moment the primary key lets one begin.</summary>
internal sealed class KeptAnswers(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>What was begun and not answered by then died with its instance, and is begun anew.</summary>
    private static readonly TimeSpan Died = TimeSpan.FromMinutes(2);

    /// <returns>Null where it was begun before, by another.</returns>
    public async Task<BegunCall?> BeginAsync(CallKey call, CancellationToken cancel)
    {
        var now = ApiInstant.ToMicroseconds(time.GetUtcNow());
        var repeats = await WithDbAsync(db =>
            db.Database.SqlQuery<bool>(
                    $"""
                with before as (
                    select from leadgen.kept_answers where api_key_id = {call.ApiKeyId} and route = {call.Route}
                    and key = {call.Key} and body_hash = {call.BodyHash} and status is null)
                insert into leadgen.kept_answers as kept (api_key_id, route, key, body_hash, started_at)
                values ({call.ApiKeyId}, {call.Route}, {call.Key}, {call.BodyHash}, {now})
                on conflict (api_key_id, route, key) do update
                    set body_hash = excluded.body_hash, started_at = excluded.started_at, status = null,
                        content_type = null, location = null, body = null, lead_id = null
                    where kept.started_at < {now - KeptAnswer.Kept} or (kept.status is null and kept.started_at < {now
                    - Died})
                returning exists (select from before) as "Value"
                """
                )
                .ToListAsync(cancel)
        );
        return repeats is [var isRepeat] ? new BegunCall(call with { IsRepeat = isRepeat }, now) : null;
    }

    public Task<KeptAnswer?> FindAsync(CallKey call, CancellationToken cancel) =>
        WithDbAsync(db => Of(db, call).AsNoTracking().SingleOrDefaultAsync(cancel));

    /// <summary>The effect is there: that is written down though the caller has gone.</summary>
    public Task KeepAsync(CallKey call, DateTimeOffset begun, KeptAnswer answer) =>
        WithDbAsync(db =>
            Of(db, call)
                .Where(kept => kept.StartedAt == begun)
                .ExecuteUpdateAsync(
                    kept =>
                        kept.SetProperty(k => k.Status, answer.Status)
                            .SetProperty(k => k.ContentType, answer.ContentType)
                            .SetProperty(k => k.Location, answer.Location)
                            .SetProperty(k => k.Body, answer.Body)
                            .SetProperty(k => k.LeadId, answer.LeadId),
                    CancellationToken.None
                )
        );

    /// <summary>It failed on our side, perhaps behind its effect: it may be begun anew at once, as one that died.</summary>
    public Task ReleaseAsync(CallKey call, DateTimeOffset begun)
    {
        var died = begun - Died - TimeSpan.FromSeconds(1);
        return WithDbAsync(db =>
            Of(db, call)
                .Where(kept => kept.StartedAt == begun)
                .ExecuteUpdateAsync(kept => kept.SetProperty(k => k.StartedAt, died), CancellationToken.None)
        );
    }

    /// <summary>It was refused: the same key may be used again.</summary>
    public Task ForgetAsync(CallKey call, DateTimeOffset begun) =>
        WithDbAsync(db =>
            Of(db, call).Where(kept => kept.StartedAt == begun).ExecuteDeleteAsync(CancellationToken.None)
        );

    private static IQueryable<KeptAnswer> Of(LeadGenDbContext db, CallKey call) =>
        db.Set<KeptAnswer>()
            .Where(kept => kept.ApiKeyId == call.ApiKeyId && kept.Route == call.Route && kept.Key == call.Key);

    private async Task<T> WithDbAsync<T>(Func<LeadGenDbContext, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>());
    }
}
