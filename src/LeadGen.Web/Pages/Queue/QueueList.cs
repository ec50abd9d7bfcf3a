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

    public static Task<List<QueueRow>> ReadPageAsync(
        LeadGenDbContext db,
        QueueView view,
        Guid me,
        string? find,
        string? after,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var open = After(View(db, Find(db, db.Handoffs.Where(Queries.IsOpen), find), view, me, now), after);
        return Rows(db, open.OrderBy(DueOf).ThenBy(handoff => handoff.Id).Take(PageSize + 1))
            // Joins may lose the order.
            .OrderBy(row => row.Due)
            .ThenBy(row => row.Id)
            .ToListAsync(cancel);
    }

    public static Task<QueueRow?> ReadOneAsync(LeadGenDbContext db, Guid id, CancellationToken cancel) =>
        Rows(db, db.Handoffs.Where(handoff => handoff.Id == id)).SingleOrDefaultAsync(cancel);

    /// <summary>When the next promise runs out, or null where nobody waits.</summary>
    public static Task<DateTimeOffset?> NextDueAsync(LeadGenDbContext db, CancellationToken cancel) =>
        db.Handoffs.Where(Queries.IsOpen).OrderBy(DueOf).Select(DueOf).FirstOrDefaultAsync(cancel);

    private static readonly System.Linq.Expressions.Expression<Func<Handoff, DateTimeOffset?>> DueOf = handoff =>
        EF.Property<DateTimeOffset?>(handoff, "due");

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

    private static IQueryable<Handoff> View(
        LeadGenDbContext db,
        IQueryable<Handoff> open,
        QueueView view,
        Guid me,
        DateTimeOffset now
    ) =>
        view switch
        {
            QueueView.All => open,
            QueueView.Mine => open.Where(handoff => handoff.OwnerId == me),
            QueueView.Team => open.Where(handoff =>
                db.Set<TeamMember>().Any(member => member.TeamId == handoff.TeamId && member.StaffId == me)
            ),
            QueueView.Unclaimed => open.Where(handoff => handoff.OwnerId == null),
            QueueView.Overdue => open.Where(handoff => EF.Property<DateTimeOffset?>(handoff, "due") < now),
        };

    private static IQueryable<Handoff> After(IQueryable<Handoff> open, string? after)
    {
        if (
            after?.Split('_') is not [var ticks, var text]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at > DateTimeOffset.MaxValue.UtcTicks
            || !Guid.TryParseExact(text, "N", out var id)
        )
        {
            return open;
        }

        var due = new DateTimeOffset(at, TimeSpan.Zero);
        return at == 0
            ? open.Where(handoff =>
                EF.Property<DateTimeOffset?>(handoff, "due") == null && handoff.Id.CompareTo(id) > 0
            )
            : open.Where(handoff =>
                EF.Property<DateTimeOffset?>(handoff, "due") > due
                || EF.Property<DateTimeOffset?>(handoff, "due") == null
                || (EF.Property<DateTimeOffset?>(handoff, "due") == due && handoff.Id.CompareTo(id) > 0)
            );
    }

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
            Owner = owner.DisplayName == "" ? owner.UserName : owner.DisplayName,
            Due = EF.Property<DateTimeOffset?>(handoff, "due"),
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
