using System.Globalization;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Configurations;
using LeadGen.Web.Data.Reads;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Queue;

public enum QueueView
{
    All,
    Mine,
    Team,
    Unclaimed,
    Overdue,
}

/// <summary>One hand-off as the queue shows it.</summary>
public sealed record QueueRow
{
    public required Guid Id { get; init; }
    public required int Version { get; init; }
    public required HandoffState State { get; init; }
    public required QualificationKind Kind { get; init; }
    public required Guid? OwnerId { get; init; }
    public required Guid? TeamId { get; init; }
    public required IReadOnlyDictionary<string, Check> Checklist { get; init; }
    public required string? Owner { get; init; }
    public required DateTimeOffset? Due { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset? StartedAt { get; init; }
    public required string? LastActor { get; init; }
    public required DateTimeOffset? LastActionAt { get; init; }
    public required string? Note { get; init; }
    public required Dossier Dossier { get; init; }
    public required Guid LeadId { get; init; }
    public required string Email { get; init; }
    public required string? FirstName { get; init; }
    public required string? LastName { get; init; }
    public required string? Company { get; init; }
    public required string? JobTitle { get; init; }
    public required string? Country { get; init; }
    public required string? Phone { get; init; }
    public required Touch? LastTouch { get; init; }
    public required int? Fit { get; init; }
    public required int? Engagement { get; init; }

    public string Name => LeadWords.Name(FirstName, LastName, Email);
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Due?.UtcTicks ?? 0}_{Id:N}");
}

/// <summary>Reads the queue by its key: what is due first, then what is started and has no promise any more.</summary>
internal static class QueueList
{
    public const int PageSize = 25;
    public const int FindMaxLength = 200;

    /// <summary>Of more teams of one person than these nobody works the queue.</summary>
    private const int TeamsMax = 20;

    public static async Task<List<QueueRow>> ReadPageAsync(
        LeadGenDbContext db,
        QueueView view,
        Guid me,
        string? find,
        string? after,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var open = Find(db, db.Handoffs.Where(Queries.IsOpen), find);
        var parts =
            view == QueueView.Team
                ? (await TeamsAsync(db, me, cancel)).Select(team => open.Where(handoff => handoff.TeamId == team))
                : [View(open, view, me, now)];
        var page = QueueOrder.FirstOf(parts, Cursor(after), PageSize + 1);
        // Joins may lose the order.
        return page is null
            ? []
            : await Rows(db, page).OrderBy(row => row.Due).ThenBy(row => row.Id).ToListAsync(cancel);
    }

    public static Task<QueueRow?> ReadOneAsync(LeadGenDbContext db, Guid id, CancellationToken cancel) =>
        Rows(db, db.Handoffs.Where(handoff => handoff.Id == id)).SingleOrDefaultAsync(cancel);

    /// <summary>When the next promise runs out, or null where nobody waits.</summary>
    public static Task<DateTimeOffset?> NextDueAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db.Handoffs.Where(Queries.IsOpen).OrderBy(DueOf).Select(DueOf).FirstOrDefaultAsync(cancel);

    private static readonly System.Linq.Expressions.Expression<Func<Handoff, DateTimeOffset?>> DueOf = handoff =>
        EF.Property<DateTimeOffset?>(handoff, QueueOrder.Due);

    /// <summary>Those whose address, name or company has all of the words.</summary>
    private static IQueryable<Handoff> Find(LeadGenDbContext db, IQueryable<Handoff> open, string? text)
    {
        foreach (var word in LeadCriteria.WordsOf(text ?? ""))
        {
            var pattern = $"%{LeadList.Escaped(word)}%";
            open = open.Where(handoff =>
                db.Leads.Any(lead =>
                    lead.Id == handoff.LeadId
                    && EF.Functions.Like(EF.Property<string>(lead, LeadConfiguration.Search), pattern, @"\")
                )
            );
        }

        return open;
    }

    private static Task<List<Guid>> TeamsAsync(LeadGenDbContext db, Guid me, CancellationToken cancel) =>
        db.Set<TeamMember>()
            .Where(member => member.StaffId == me)
            .Select(member => member.TeamId)
            .Order()
            .Take(TeamsMax)
            .ToListAsync(cancel);

    private static IQueryable<Handoff> View(IQueryable<Handoff> open, QueueView view, Guid me, DateTimeOffset now) =>
        view switch
        {
            QueueView.All or QueueView.Team => open,
            QueueView.Mine => open.Where(handoff => handoff.OwnerId == me),
            QueueView.Unclaimed => open.Where(handoff => handoff.OwnerId == null),
            QueueView.Overdue => open.Where(handoff => EF.Property<DateTimeOffset?>(handoff, QueueOrder.Due) < now),
        };

    /// <summary>Null at the beginning, and where it is none.</summary>
    internal static (DateTimeOffset? Due, Guid Id)? Cursor(string? after) =>
        after?.Split('_') is [var ticks, var text]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(text, "N", out var id)
            ? (at == 0 ? null : new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;

    public static IQueryable<QueueRow> Rows(LeadGenDbContext db, IQueryable<Handoff> handoffs) =>
        from handoff in handoffs.AsNoTracking()
        join lead in db.Leads on handoff.LeadId equals lead.Id
        join cached in db.LeadScores on lead.Id equals cached.LeadId into scores
        from score in scores.DefaultIfEmpty()
        join staff in db.Users on handoff.OwnerId equals (Guid?)staff.Id into owners
        from owner in owners.DefaultIfEmpty()
        select new QueueRow
        {
            Id = handoff.Id,
            Version = handoff.Version,
            State = handoff.State,
            Kind = handoff.Kind,
            OwnerId = handoff.OwnerId,
            TeamId = handoff.TeamId,
            Checklist = handoff.Checklist,
            Owner = owner.DisplayName == "" ? owner.UserName : owner.DisplayName,
            Due = EF.Property<DateTimeOffset?>(handoff, QueueOrder.Due),
            OpenedAt = handoff.OpenedAt,
            StartedAt = handoff.StartedAt,
            LastActor = handoff.LastActor,
            LastActionAt = handoff.LastActionAt,
            Note = handoff.Note,
            Dossier = handoff.Dossier,
            LeadId = lead.Id,
            Email = lead.Email,
            FirstName = EF.Property<string?>(lead, "first_name"),
            LastName = EF.Property<string?>(lead, "last_name"),
            Company = EF.Property<string?>(lead, "company"),
            JobTitle = EF.Property<string?>(lead, "job_title"),
            Country = EF.Property<string?>(lead, "country"),
            Phone = EF.Property<string?>(lead, "phone"),
            LastTouch = lead.LastTouch,
            Fit = (int?)score.Fit,
            Engagement = (int?)score.Engagement,
        };
}
