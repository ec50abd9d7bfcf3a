using System.Globalization;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Configurations;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Leads;

/// <summary>One lead as the list shows it.</summary>
public sealed record LeadRow
{
    public required Guid Id { get; init; }
    public required string Email { get; init; }
    public required string? FirstName { get; init; }
    public required string? LastName { get; init; }
    public required string? Company { get; init; }
    public required Stage Stage { get; init; }
    public required Touch? LastTouch { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Absent where the lead has just come in.</summary>
    public required int? Score { get; init; }
    public required int? Fit { get; init; }
    public required int? Engagement { get; init; }
    public required bool? Ready { get; init; }

    public string Name => LeadWords.Name(FirstName, LastName, Email);

    public string Cursor(LeadOrder order) =>
        order switch
        {
            LeadOrder.Newest => $"_{Id:N}",
            LeadOrder.Score => string.Create(CultureInfo.InvariantCulture, $"{Score}_{Id:N}"),
        };
}

/// <summary>Reads the list of leads by its key, without counting.</summary>
internal static class LeadList
{
    public const int PageSize = 50;

    public static Task<List<LeadRow>> ReadAsync(LeadGenDbContext db, LeadSearch search, CancellationToken cancel) =>
        search.Order switch
        {
            LeadOrder.Newest => NewestAsync(db, search, cancel),
            LeadOrder.Score => ByScoreAsync(db, search, cancel),
        };

    /// <summary>Ids are made in the order of time.</summary>
    private static Task<List<LeadRow>> NewestAsync(LeadGenDbContext db, LeadSearch search, CancellationToken cancel)
    {
        var rows =
            from lead in Matching(db, search)
            join cached in db.LeadScores on lead.Id equals cached.LeadId into scores
            from score in scores.DefaultIfEmpty()
            select new Joined { Lead = lead, Score = score };
        rows = Narrow(rows, search);
        if (search.After is { } after)
        {
            rows = rows.Where(row => row.Lead.Id.CompareTo(after.Id) < 0);
        }

        return Shown(rows.OrderByDescending(row => row.Lead.Id)).ToListAsync(cancel);
    }

    private static Task<List<LeadRow>> ByScoreAsync(LeadGenDbContext db, LeadSearch search, CancellationToken cancel)
    {
        var rows =
            from score in db.LeadScores
            join lead in Matching(db, search) on score.LeadId equals lead.Id
            select new Joined { Lead = lead, Score = score };
        rows = Narrow(rows, search);
        if (search.After is { Score: { } points, Id: var id })
        {
            rows = rows.Where(row =>
                EF.Functions.LessThan(
                    ValueTuple.Create(row.Score!.Score, row.Score.LeadId),
                    ValueTuple.Create(points, id)
                )
            );
        }

        return Shown(rows.OrderByDescending(row => row.Score!.Score).ThenByDescending(row => row.Score!.LeadId))
            .ToListAsync(cancel);
    }

    private static IQueryable<Lead> Matching(LeadGenDbContext db, LeadSearch search)
    {
        var leads = db.Leads.AsNoTracking();
        foreach (var word in search.Words)
        {
            var pattern = $"%{Escaped(word)}%";
            leads = leads.Where(lead =>
                EF.Functions.Like(EF.Property<string>(lead, LeadConfiguration.Search), pattern, @"\")
            );
        }

        return search.Stage is { } stage ? leads.Where(lead => lead.Stage == stage) : leads;
    }

    private static IQueryable<Joined> Narrow(IQueryable<Joined> rows, LeadSearch search)
    {
        rows = search.Ready ? rows.Where(row => row.Score!.Ready) : rows;
        return search.MinScore is { } least ? rows.Where(row => row.Score!.Score >= least) : rows;
    }

    private static IQueryable<LeadRow> Shown(IQueryable<Joined> rows) =>
        rows.Take(PageSize + 1)
            .Select(row => new LeadRow
            {
                Id = row.Lead.Id,
                Email = row.Lead.Email,
                FirstName = EF.Property<string?>(row.Lead, "first_name"),
                LastName = EF.Property<string?>(row.Lead, "last_name"),
                Company = EF.Property<string?>(row.Lead, "company"),
                Stage = row.Lead.Stage,
                LastTouch = row.Lead.LastTouch,
                UpdatedAt = row.Lead.UpdatedAt,
                Score = (int?)row.Score!.Score,
                Fit = (int?)row.Score!.Fit,
                Engagement = (int?)row.Score!.Engagement,
                Ready = (bool?)row.Score!.Ready,
            });

    private static string Escaped(string word) =>
        word.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);

    private sealed class Joined
    {
        public required Lead Lead { get; init; }
        public required LeadScore? Score { get; init; }
    }
}
