using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Service;

/// <summary>A request that was passed on, and what became of it.</summary>
public sealed record ServiceRow
{
    private const int OpeningLength = 120;

    public required Guid Id { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string Request { get; init; }
    public required Urgency Urgency { get; init; }
    public required string ReportedBy { get; init; }
    public required Guid LeadId { get; init; }
    public required string Email { get; init; }
    public required string? FirstName { get; init; }
    public required string? LastName { get; init; }
    public required string? Company { get; init; }
    public required Stage Stage { get; init; }

    /// <summary>The hand-off that took it up; null while there is none.</summary>
    public required ServiceHandoff? Handoff { get; init; }

    public string Name => LeadWords.Name(FirstName, LastName, Email);

    public string Opening => Request.Length <= OpeningLength ? Request : Request[..OpeningLength].TrimEnd() + "…";
}

/// <param name="Owner">Who has it; null while nobody does.</param>
/// <param name="Reason">Label of the reason for which it ended.</param>
public sealed record ServiceHandoff(
    HandoffState State,
    string? Owner,
    DateTimeOffset AcceptDue,
    DateTimeOffset? ClosedAt,
    string? Reason
);

/// <summary>Reads what was passed on, newest first.</summary>
internal static class ServiceList
{
    public const int PageSize = 25;

    /// <returns>One more than a page, where there is one more.</returns>
    public static Task<List<ServiceRow>> ReadMineAsync(
        LeadGenDbContext db,
        Guid reporter,
        Guid? before,
        CancellationToken cancel
    ) =>
        Rows(
                db,
                db.ServiceRequests.Where(request => request.ReporterId == reporter)
                    .Where(request => before == null || request.Id < before)
                    .OrderByDescending(request => request.Id)
                    .Take(PageSize + 1)
            )
            // Joins may lose the order.
            .OrderByDescending(row => row.Id)
            .ToListAsync(cancel);

    public static Task<ServiceRow?> ReadOneAsync(LeadGenDbContext db, Guid id, CancellationToken cancel) =>
        Rows(db, db.ServiceRequests.Where(request => request.Id == id)).SingleOrDefaultAsync(cancel);

    // The hand-off that was open when it was told, or the first that was opened by it; not one that a stronger one replaced.
    private static IQueryable<ServiceRow> Rows(LeadGenDbContext db, IQueryable<ServiceRequest> requests) =>
        from request in requests.AsNoTracking()
        join lead in db.Leads on request.LeadId equals lead.Id
        select new ServiceRow
        {
            Id = request.Id,
            CreatedAt = request.CreatedAt,
            Request = request.Request,
            Urgency = request.Urgency,
            ReportedBy = request.ReportedBy,
            LeadId = lead.Id,
            Email = lead.Email,
            FirstName = EF.Property<string?>(lead, "first_name"),
            LastName = EF.Property<string?>(lead, "last_name"),
            Company = EF.Property<string?>(lead, "company"),
            Stage = lead.Stage,
            Handoff = db
                .Handoffs.Where(handoff =>
                    handoff.LeadId == request.LeadId
                    && handoff.State != HandoffState.Superseded
                    && (handoff.ClosedAt == null || handoff.ClosedAt > request.CreatedAt)
                )
                .OrderBy(handoff => handoff.OpenedAt)
                .Select(handoff => new ServiceHandoff(
                    handoff.State,
                    db.Users.Where(user => user.Id == handoff.OwnerId)
                        .Select(user => user.DisplayName == "" ? user.UserName : user.DisplayName)
                        .FirstOrDefault(),
                    handoff.AcceptDue,
                    handoff.ClosedAt,
                    db.Reasons.Where(reason => reason.Key == handoff.Reason)
                        .Select(reason => reason.Label)
                        .FirstOrDefault()
                        ?? handoff.Reason
                ))
                .FirstOrDefault(),
        };
}
