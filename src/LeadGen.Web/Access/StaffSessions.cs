using System.Collections.Concurrent;
using System.Security.Claims;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Access;

/// <summary>
/// The sessions of the staff, kept on the server, so that a session that was ended opens nothing, whoever has its cookie. Not every
/// request reads its row: one that was ended elsewhere goes on for half a minute at most.
/// </summary>
public sealed class StaffSessions(IServiceScopeFactory scopes, TimeProvider time)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    /// <summary>For how long it is told where somebody was signed in.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>So many at most are held in memory.</summary>
    private const int HeldMax = 10_000;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _openUntil = new();

    /// <returns>The id of the new session.</returns>
    public async Task<Guid> BeginAsync(HttpContext context, ClaimsPrincipal person)
    {
        var now = time.GetUtcNow();
        var agent = context.Request.Headers.UserAgent.ToString();
        var session = new StaffSession
        {
            Id = Guid.CreateVersion7(now),
            UserId = Guid.Parse(
                person.FindFirstValue(ClaimTypes.NameIdentifier)!,
                System.Globalization.CultureInfo.InvariantCulture
            ),
            StartedAt = now,
            LastSeenAt = now,
            Address = context.Connection.RemoteIpAddress?.ToString(),
            Browser = agent.Length <= StaffSession.TextMaxLength ? agent : agent[..StaffSession.TextMaxLength],
        };
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        db.Add(session);
        await db.SaveChangesAsync(context.RequestAborted);
        return session.Id;
    }

    /// <summary>Asked by each request; notes, where it looks, that the session is in use.</summary>
    public async Task<bool> IsOpenAsync(Guid id, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_openUntil.TryGetValue(id, out var until) && now < until)
        {
            return true;
        }

        await using var scope = scopes.CreateAsyncScope();
        var isOpen =
            await Open(scope, session => session.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now), cancel) == 1;
        if (!isOpen)
        {
            _openUntil.TryRemove(id, out _);
            return false;
        }

        if (_openUntil.Count >= HeldMax)
        {
            _openUntil.Clear();
        }

        _openUntil[id] = now + Freshness;
        return true;
    }

    /// <param name="userId">Whose it must be; so nobody ends another's.</param>
    public async Task<bool> EndAsync(Guid userId, Guid id, CancellationToken cancel) =>
        await EndAsync(session => session.Id == id && session.UserId == userId, cancel) > 0;

    /// <returns>How many.</returns>
    public Task<int> EndAllAsync(Guid userId, CancellationToken cancel) =>
        EndAsync(session => session.UserId == userId, cancel);

    /// <summary>Those that are not ended, nor too old to go on: latest used first.</summary>
    public static IQueryable<StaffSession> Open(LeadGenDbContext db, Guid userId, DateTimeOffset now)
    {
        var (started, seen) = (now - StaffCookie.Longest, now - StaffCookie.Idle);
        return db.Set<StaffSession>()
            .AsNoTracking()
            .Where(session =>
                session.UserId == userId
                && session.EndedAt == null
                && session.StartedAt > started
                && session.LastSeenAt > seen
            )
            .OrderByDescending(session => session.LastSeenAt);
    }

    public static Task<int> ForgetAsync(LeadGenDbContext db, DateTimeOffset now, CancellationToken cancel)
    {
        var oldest = now - Kept;
        return db.Set<StaffSession>().Where(session => session.LastSeenAt < oldest).ExecuteDeleteAsync(cancel);
    }

    private async Task<int> EndAsync(
        System.Linq.Expressions.Expression<Func<StaffSession, bool>> which,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var ended = await Open(scope, which)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), cancel);
        _openUntil.Clear(); // here at once
        return ended;
    }

    private static IQueryable<StaffSession> Open(
        AsyncServiceScope scope,
        System.Linq.Expressions.Expression<Func<StaffSession, bool>> which
    ) =>
        scope
            .ServiceProvider.GetRequiredService<LeadGenDbContext>()
            .Set<StaffSession>()
            .Where(which)
            .Where(session => session.EndedAt == null);
}
