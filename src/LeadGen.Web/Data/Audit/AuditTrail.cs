using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LeadGen.Web.Data.Audit;

/// <summary>
/// Writes the audit log: whatever staff or an API key saves brings its entries with it, in the same statement batch and transaction. A
/// request says once who acts (<see cref="AuditActor"/>, a feature of its context); without one, as where a visitor sends a form,
/// nothing is looked at.
/// </summary>
public sealed class AuditTrail(IHttpContextAccessor http, TimeProvider time) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { } db && http.HttpContext?.Features.Get<AuditActor>() is { } actor)
        {
            var now = time.GetUtcNow();
            db.AddRange(
                AuditDraft
                    .Of(db)
                    .Select(draft => AuditEntry.By(actor, draft.Action, draft.Kind, draft.ObjectId, now, draft.Changes))
                    .ToList()
            );
        }

        return ValueTask.FromResult(result);
    }

    /// <summary>Who lost a race tries again with the same context: then what is saved is told anew.</summary>
    public override Task SaveChangesFailedAsync(
        DbContextErrorEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var entry in eventData.Context?.ChangeTracker.Entries<AuditEntry>().ToList() ?? [])
        {
            if (entry.State == EntityState.Added)
            {
                entry.State = EntityState.Detached;
            }
        }

        return Task.CompletedTask;
    }
}
