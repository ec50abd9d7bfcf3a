using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>Which ids, leads and offers that a list of touchpoints names are there, read by three queries for the whole list.</summary>
internal sealed class TouchpointCheck
{
    /// <summary>Clocks differ: what is this far ahead is stored as now.</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    private readonly HashSet<Guid> _taken;
    private readonly HashSet<Guid> _leads;
    private readonly HashSet<string> _offers;
    private readonly TrackingPlan _plan;
    private readonly DateTimeOffset _now;

    private TouchpointCheck(
        IEnumerable<Guid> taken,
        IEnumerable<Guid> leads,
        IEnumerable<string> offers,
        TrackingPlan plan,
        DateTimeOffset now
    )
    {
        (_taken, _leads) = ([.. taken], [.. leads]);
        (_offers, _plan, _now) = (new HashSet<string>(offers, StringComparer.Ordinal), plan, now);
    }

    public static async Task<TouchpointCheck> ReadAsync(
        LeadGenDbContext db,
        IReadOnlyList<TouchpointItem> items,
        TrackingPlan plan,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var ids = items.Select(item => item.Id).OfType<Guid>().Distinct().ToArray();
        var leadIds = items.Select(item => item.LeadId).OfType<Guid>().Distinct().ToArray();
        var slugs = items.Select(item => item.Offer).OfType<string>().Where(IsReadable).Distinct().ToArray();
        return new TouchpointCheck(
            await db.Touchpoints.Where(t => ids.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancel),
            await db.Leads.Where(lead => leadIds.Contains(lead.Id)).Select(lead => lead.Id).ToListAsync(cancel),
            await db.Offers.Where(offer => slugs.Contains(offer.Slug)).Select(o => o.Slug).ToListAsync(cancel),
            plan,
            now
        );
    }

    /// <summary>Is it there, or an earlier one of this list?</summary>
    public bool IsRepeat(TouchpointItem item) => item.Id is { } id && _taken.Contains(id);

    /// <summary>What is wrong with it; empty when it is taken, and its id with it.</summary>
    public IReadOnlyDictionary<string, string[]> Take(TouchpointItem item)
    {
        var errors = item.Errors.ToDictionary();
        foreach (var (field, message) in Wrong(item))
        {
            errors.TryAdd(field, [message]);
        }

        if (errors.Count == 0 && item.Id is { } id)
        {
            _taken.Add(id);
        }

        return errors;
    }

    private IEnumerable<(string Field, string Message)> Wrong(TouchpointItem item)
    {
        if (!_plan.Knows(item.Kind))
        {
            yield return ("kind", "Give a kind of touchpoint such as page_view");
        }

        if (item is { LeadId: null, Email: null, VisitorId: null })
        {
            yield return ("email", "Give an email, a lead_id or a visitor_id");
        }

        if (item.LeadId is { } lead && !_leads.Contains(lead))
        {
            yield return ("lead_id", "There is no lead of that id");
        }

        if (item.Offer is not null && !_offers.Contains(item.Offer))
        {
            yield return ("offer", "There is no offer of that slug");
        }

        if (item.OccurredAt > _now + AheadMax)
        {
            yield return ("occurred_at", "Give an instant that is not in the future");
        }

        if (item.Path is { } path && (path.Length > Touchpoint.PathMaxLength || !IsReadable(path)))
        {
            yield return ("path", Bounded("path", Touchpoint.PathMaxLength));
        }

        if (item.Properties.Count > Touchpoint.PropertiesMax || item.Properties.Any(p => !IsProperty(p.Key, p.Value)))
        {
            yield return (
                "properties",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Give {Touchpoint.PropertiesMax} properties or fewer, names of at most {Touchpoint.PropertyNameMaxLength} and readable texts of at most {Touchpoint.PropertyValueMaxLength} characters"
                )
            );
        }
    }

    private static bool IsProperty(string name, string value) =>
        name.Length is > 0 and <= Touchpoint.PropertyNameMaxLength
        && value.Length <= Touchpoint.PropertyValueMaxLength
        && IsReadable(name)
        && IsReadable(value);

    private static bool IsReadable(string text) =>
        !text.Contains('\0', StringComparison.Ordinal) && !CleanText.HasLoneSurrogate(text);

    private static string Bounded(string field, int max) =>
        string.Create(CultureInfo.InvariantCulture, $"Give a readable {field} of at most {max} characters");
}
