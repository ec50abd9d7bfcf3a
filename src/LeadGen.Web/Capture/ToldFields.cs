using System.Collections.Frozen;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>
/// What a known browser has told in forms before. Nothing else that is known of its lead counts: whoever types in somebody else's
/// address must not learn from the fields that are missing what is known of them.
/// </summary>
public sealed class ToldFields(IServiceScopeFactory scopes)
{
    private const int PatienceSeconds = 2;

    /// <summary>The keys of the facts; none of a browser that is not known to be anybody's, or while the database is away.</summary>
    public async Task<IReadOnlySet<string>> OfAsync(Guid visitor, CancellationToken cancel)
    {
        try
        {
            return await ReadAsync(visitor, cancel);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return FrozenSet<string>.Empty;
        }
    }

    private async Task<IReadOnlySet<string>> ReadAsync(Guid visitor, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        // The page is as good without; nobody waits long for it.
        db.Database.SetCommandTimeout(PatienceSeconds);
        var told = await db
            .Database.SqlQuery<string>(
                $"""
                select distinct field.key as "Value"
                from leadgen.visitors v
                join leadgen.touchpoints t on t.lead_id = v.lead_id and t.visitor_id = v.id and t.kind = {TouchpointKinds.FormSubmitted}
                join leadgen.submissions s on s.id = t.submission_id and s.lead_id = v.lead_id
                cross join lateral jsonb_each_text(s.fields) field
                where v.id = {visitor} and btrim(field.value) <> ''
                """
            )
            .ToListAsync(cancel);
        return told.SelectMany(NamesOf).Where(LeadFields.IsFact).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A field of one's own may have been sent without its prefix.</summary>
    private static IEnumerable<string> NamesOf(string sent) =>
        LeadFields.Find(sent) is null && !sent.StartsWith(CustomField.Prefix, StringComparison.Ordinal)
            ? [CustomField.Prefix + sent]
            : [sent];
}
