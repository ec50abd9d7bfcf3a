using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Audit;

/// <summary>For what is told though no row is changed by it: a file that was handed out, a sign-in.</summary>
public sealed class AuditBook(LeadGenDbContext db, IHttpContextAccessor http, TimeProvider time)
{
    private static readonly TimeSpan ReadAgain = TimeSpan.FromHours(1);

    /// <summary>What was done by itself, without a value before or after.</summary>
    public static IReadOnlyDictionary<string, AuditChange> Told(string field, string? to) =>
        new Dictionary<string, AuditChange> { [field] = new(null, to) };

    /// <summary>By whoever makes the request; nobody, as where a person asks for their own data, is told.</summary>
    public async Task NoteAsync(
        AuditAction action,
        string kind,
        string? objectId,
        IReadOnlyDictionary<string, AuditChange>? changes,
        CancellationToken cancel
    )
    {
        if (http.HttpContext?.Features.Get<AuditActor>() is { } actor)
        {
            await NoteAsync(actor, action, kind, objectId, changes, cancel);
        }
    }

    /// <summary>Whoever makes the request looks at it. However often they come back within the hour, it is told once.</summary>
    /// <param name="objectId">Of the row, or the name of the list.</param>
    public async Task NoteReadAsync(string kind, string objectId, CancellationToken cancel)
    {
        if (http.HttpContext?.Features.Get<AuditActor>() is not { } actor)
        {
            return;
        }

        // Ids tell when they were made: of many looks at the same list only the last hour is read.
        var (since, first) = (time.GetUtcNow() - ReadAgain, Guid.CreateVersion7(time.GetUtcNow() - ReadAgain));
        var isTold = await db.Set<AuditEntry>()
            .AnyAsync(
                entry =>
                    entry.ObjectId == objectId
                    && entry.Id.CompareTo(first) > 0
                    && entry.ActorId == actor.Id
                    && entry.Action == AuditAction.Read
                    && entry.At > since,
                cancel
            );
        if (!isTold)
        {
            await NoteAsync(actor, AuditAction.Read, kind, objectId, null, cancel);
        }
    }

    /// <summary>Rows that were added past EF, by their number.</summary>
    public Task NoteManyAsync(string kind, int rows, CancellationToken cancel) =>
        rows == 0
            ? Task.CompletedTask
            : NoteAsync(AuditAction.Added, kind, null, AuditDraft.Many(AuditAction.Added, kind, rows).Changes, cancel);

    /// <summary>Somebody set work going by hand.</summary>
    /// <param name="id">Null where it was more than one.</param>
    public Task NoteSetGoingAsync(string kind, Guid? id, int rows, CancellationToken cancel) =>
        rows == 0
            ? Task.CompletedTask
            : NoteAsync(
                AuditAction.Changed,
                kind,
                id?.ToString(),
                Told("set_going", rows.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                cancel
            );

    public async Task NoteAsync(
        AuditActor actor,
        AuditAction action,
        string kind,
        string? objectId,
        IReadOnlyDictionary<string, AuditChange>? changes,
        CancellationToken cancel
    )
    {
        db.Add(AuditEntry.By(actor, action, kind, objectId, time.GetUtcNow(), changes));
        await db.SaveChangesAsync(cancel);
    }
}
