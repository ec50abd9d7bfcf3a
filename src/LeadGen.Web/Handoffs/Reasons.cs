using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Handoffs;

/// <summary>The administrator's list of reasons.</summary>
public static class Reasons
{
    private const int Max = 500;

    public static Task<List<Reason>> ReadReasonsAsync(this LeadGenDbContext db, CancellationToken cancel) =>
        db
            .Reasons.AsNoTracking()
            .OrderBy(reason => reason.Type)
            .ThenBy(reason => reason.Label)
            .Take(Max)
            .ToListAsync(cancel);

    /// <summary>By its key or its label, in any case.</summary>
    public static Reason? Named(this IEnumerable<Reason> reasons, string? text) =>
        text?.Trim() is { } name
            ? reasons.FirstOrDefault(reason =>
                reason.Key.Equals(name, StringComparison.OrdinalIgnoreCase)
                || reason.Label.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
            : null;
}
