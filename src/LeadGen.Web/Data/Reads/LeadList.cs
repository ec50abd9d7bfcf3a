using LeadGen.Domain.Leads;
using LeadGen.Web.Data.Configurations;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Reads;

/// <summary>A lead of a list, with its score once it has one.</summary>
public sealed record ListedLead(Lead Lead, LeadScore? Score);

/// <summary>
/// Reads leads by the key of their order, without counting: first which they are, out of indexes, and then only these with what
/// stands beside them.
/// </summary>
public static class LeadList
{
    public static async Task<List<ListedLead>> ReadAsync(
        LeadGenDbContext db,
        LeadCriteria wanted,
        CancellationToken cancel
    )
    {
        var isByScore = wanted.Order == LeadOrder.Score && wanted.UpdatedSince is null;
        if (!isByScore)
        {
            return await RowsAsync(db, wanted, each => each.NeedsScore ? Scored(db, each) : Leads(db, each), cancel);
        }

        var rows = wanted.After is { Score: null } ? [] : await RowsAsync(db, wanted, each => Scored(db, each), cancel);
        if (rows.Count < wanted.Take && !wanted.NeedsScore)
        {
            // Who has just come in has no score for a moment, and stands below all that have.
            var place = wanted.After is { Score: null } within ? within : null;
            var rest = wanted with { Order = LeadOrder.Newest, After = place, Take = wanted.Take - rows.Count };
            rows.AddRange(await RowsAsync(db, rest, each => Unscored(db, each), cancel));
        }

        return rows;
    }

    /// <summary>All that are wanted, in no order and without an end.</summary>
    public static IQueryable<Guid> Ids(LeadGenDbContext db, LeadCriteria wanted) =>
        (wanted.NeedsScore ? Scored(db, wanted) : Leads(db, wanted)).Select(key => key.Id);

    private static IQueryable<Key> Unscored(LeadGenDbContext db, LeadCriteria wanted) =>
        Leads(db, wanted).Where(key => !db.LeadScores.Any(score => score.LeadId == key.Id));

    /// <summary>Out of the leads alone.</summary>
    private static IQueryable<Key> Leads(LeadGenDbContext db, LeadCriteria wanted)
    {
        var leads = Matching(db, wanted);
        leads = wanted.Stages switch
        {
            [] => leads,
            [var stage] => leads.Where(lead => lead.Stage == stage),
            var stages => leads.Where(lead => stages.Contains(lead.Stage)),
        };
        return leads.Select(lead => new Key { Id = lead.Id, UpdatedAt = lead.UpdatedAt });
    }

    /// <summary>Out of the scores, and the leads only where something is asked that only they know.</summary>
    private static IQueryable<Key> Scored(LeadGenDbContext db, LeadCriteria wanted)
    {
        var scores = db.LeadScores.AsNoTracking();
        scores = wanted.Stages switch
        {
            [] => scores,
            [var stage] => scores.Where(score => score.Stage == stage),
            var stages => scores.Where(score => stages.Contains(score.Stage)),
        };
        scores = wanted.Ready ? scores.Where(score => score.Ready) : scores;
        scores = wanted.MinScore is { } points ? scores.Where(score => score.Score >= points) : scores;
        scores = WithFit(scores, wanted.Fit);
        var (least, most) = (wanted.Engagement.From, wanted.Engagement.To);
        scores = least is null ? scores : scores.Where(score => score.Engagement >= least);
        scores = most is null ? scores : scores.Where(score => score.Engagement <= most);
        return wanted.NeedsLead
            ? from score in scores
            join lead in Matching(db, wanted) on score.LeadId equals lead.Id
            select new Key
            {
                Id = score.LeadId,
                Score = score.Score,
                UpdatedAt = lead.UpdatedAt,
            }
            : scores.Select(score => new Key { Id = score.LeadId, Score = score.Score });
    }

    /// <summary>Of a few fits one by one, so that the index of fit and engagement finds those of each.</summary>
    private static IQueryable<LeadScore> WithFit(IQueryable<LeadScore> scores, PointRange fit)
    {
        if (fit.Listed is { } listed)
        {
            return scores.Where(score => listed.Contains(score.Fit));
        }

        scores = fit.From is { } from ? scores.Where(score => score.Fit >= from) : scores;
        return fit.To is { } to ? scores.Where(score => score.Fit <= to) : scores;
    }

    private static IQueryable<Lead> Matching(LeadGenDbContext db, LeadCriteria wanted)
    {
        var leads = db.Leads.AsNoTracking().Where(lead => lead.MergedInto == null);
        if (wanted.EmailKey is { } key)
        {
            leads = leads.Where(lead => db.LeadIdentities.Any(i => i.Email == key && i.LeadId == lead.Id));
        }

        if (wanted.AccountId is { } account)
        {
            leads = leads.Where(lead => lead.AccountId == account);
        }

        foreach (var word in wanted.Words)
        {
            var pattern = $"%{Escaped(word)}%";
            leads = leads.Where(lead =>
                EF.Functions.Like(EF.Property<string>(lead, LeadConfiguration.Search), pattern, @"\")
            );
        }

        return wanted.UpdatedSince is { } since ? leads.Where(lead => lead.UpdatedAt >= since) : leads;
    }

    internal static string Escaped(string word) =>
        word.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);

    private static Task<List<ListedLead>> RowsAsync(
        LeadGenDbContext db,
        LeadCriteria wanted,
        Func<LeadCriteria, IQueryable<Key>> keys,
        CancellationToken cancel
    )
    {
        var page = Page(wanted, keys);
        var rows =
            from key in page
            join lead in db.Leads.AsNoTracking() on key.Id equals lead.Id
            join cached in db.LeadScores.AsNoTracking() on key.Id equals cached.LeadId into scores
            from score in scores.DefaultIfEmpty()
            select new
            {
                key,
                lead,
                score,
            };
        // Joins may lose the order.
        var ordered =
            wanted.UpdatedSince is not null ? rows.OrderBy(row => row.key.UpdatedAt).ThenBy(row => row.key.Id)
            : wanted.Order == LeadOrder.Score
                ? rows.OrderByDescending(row => row.key.Score).ThenByDescending(row => row.key.Id)
            : rows.OrderByDescending(row => row.key.Id);
        return ordered.Select(row => new ListedLead(row.lead, row.score)).ToListAsync(cancel);
    }

    /// <summary>The keys of a page. Of several stages each is read by its own index, in order, and no further than a page.</summary>
    private static IQueryable<Key> Page(LeadCriteria wanted, Func<LeadCriteria, IQueryable<Key>> keys)
    {
        if (wanted.Stages.Count < 2 || wanted.NeedsLead)
        {
            return InOrder(After(keys(wanted), wanted), wanted).Take(wanted.Take);
        }

        var stages = wanted.Stages.Distinct().Select(stage => wanted with { Stages = [stage] });
        return InOrder(stages.Select(one => Page(one, keys)).Aggregate(Queryable.Concat), wanted).Take(wanted.Take);
    }

    private static IQueryable<Key> After(IQueryable<Key> keys, LeadCriteria wanted)
    {
        if (wanted.After is not { Id: var id } after)
        {
            return keys;
        }

        if (wanted.UpdatedSince is not null && after.UpdatedAt is { } at)
        {
            return keys.Where(key => key.UpdatedAt > at || (key.UpdatedAt == at && key.Id.CompareTo(id) > 0));
        }

        return wanted.Order == LeadOrder.Score && after.Score is { } points
            ? keys.Where(key =>
                EF.Functions.LessThan(ValueTuple.Create(key.Score, key.Id), ValueTuple.Create(points, id))
            )
            : keys.Where(key => key.Id.CompareTo(id) < 0);
    }

    private static IQueryable<Key> InOrder(IQueryable<Key> keys, LeadCriteria wanted) =>
        wanted.UpdatedSince is not null ? keys.OrderBy(key => key.UpdatedAt).ThenBy(key => key.Id)
        : wanted.Order == LeadOrder.Score ? keys.OrderByDescending(key => key.Score).ThenByDescending(key => key.Id)
        : keys.OrderByDescending(key => key.Id);

    /// <summary>What a list is ordered by.</summary>
    private sealed class Key
    {
        public required Guid Id { get; init; }
        public int Score { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
    }
}
