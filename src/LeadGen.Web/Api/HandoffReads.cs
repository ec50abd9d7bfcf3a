using System.ComponentModel;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Api;

/// <summary>The query of <c>GET /handoffs</c> as it is sent.</summary>
internal sealed record HandoffQuery(
    [property:
        FromQuery(Name = "state"),
        Description("One or several states, parted by commas; the open ones (open, accepted, started) if absent.")
    ]
        string? State,
    [property: FromQuery(Name = "owner"), Description("Id or e-mail address of a member of staff.")] string? Owner,
    [property: FromQuery(Name = "lead_id")] string? LeadId,
    [property: FromQuery(Name = "limit"), Description("1 to 200; 50 if absent.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("next_cursor of the answer before.")] string? Cursor
);

/// <summary>The same, read.</summary>
internal sealed record HandoffFilter(
    IReadOnlyList<HandoffState> States,
    string? Owner,
    Guid? LeadId,
    int Limit,
    Cursor? After
)
{
    public static HandoffFilter Read(HandoffQuery sent, QueryForm query) =>
        new(
            query.Terms<HandoffState>("state", sent.State),
            string.IsNullOrEmpty(sent.Owner) ? null : sent.Owner,
            query.Id("lead_id", sent.LeadId),
            query.Limit(sent.Limit),
            Api.Cursor.Read(query, sent.Cursor, HandoffReads.List)
        );
}

/// <summary>Reads hand-offs with who has them.</summary>
internal sealed class HandoffReads(LeadGenDbContext db, CurrentRouting current, TimeProvider time)
{
    public const string List = "handoffs";

    public async Task<HandoffJson?> FindAsync(Guid id, CancellationToken cancel) =>
        await db.Handoffs.AsNoTracking().SingleOrDefaultAsync(handoff => handoff.Id == id, cancel) is { } handoff
            ? await JsonOfAsync(handoff, cancel)
            : null;

    public async Task<HandoffJson> JsonOfAsync(Handoff handoff, CancellationToken cancel) =>
        HandoffJson.Of(
            handoff,
            await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == handoff.OwnerId, cancel),
            (await current.ReadAsync(cancel)).TeamOf(handoff),
            time.GetUtcNow()
        );

    /// <summary>By the promise that runs out first; those that have none come last.</summary>
    /// <param name="owner">The owner that the filter names, found.</param>
    public async Task<ListPage<HandoffJson>> ListAsync(HandoffFilter filter, Guid? owner, CancellationToken cancel)
    {
        (DateTimeOffset?, Guid)? after = filter.After is { } last ? (last.At, last.Id) : null;
        // Those of a person whose leads were merged stay with the lead that they were opened for.
        var leads = filter.LeadId is { } lead
            ? await db.PartsOfAsync(await db.SurvivorOfAsync(lead, cancel) ?? lead, cancel)
            : null;
        var found = await QueueOrder
            .FirstOf(Parts(filter, leads, owner), after, filter.Limit + 1)!
            // Of several parts the order may be lost.
            .OrderBy(handoff => EF.Property<DateTimeOffset?>(handoff, QueueOrder.Due))
            .ThenBy(handoff => handoff.Id)
            .ToListAsync(cancel);
        var ownerIds = found.Select(handoff => handoff.OwnerId).OfType<Guid>().Distinct().ToArray();
        var owners = await db
            .Users.AsNoTracking()
            .Where(user => ownerIds.Contains(user.Id))
            .ToDictionaryAsync(user => user.Id, cancel);
        var (routing, now) = (await current.ReadAsync(cancel), time.GetUtcNow());
        return ListPage<HandoffJson>.Of(
            found,
            filter.Limit,
            handoff =>
                HandoffJson.Of(
                    handoff,
                    owners.GetValueOrDefault(handoff.OwnerId ?? Guid.Empty),
                    routing.TeamOf(handoff),
                    now
                ),
            handoff => new Cursor(List, handoff.Due, 0, handoff.Id)
        );
    }

    /// <summary>The member of staff of this id or e-mail address; null where there is none.</summary>
    public async Task<Guid?> StaffIdAsync(string name, CancellationToken cancel)
    {
        if (Guid.TryParseExact(name, "D", out var id))
        {
            return id;
        }

        if (name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var normalized = name.Trim().Normalize().ToUpperInvariant();
        return await db
            .Users.Where(user => user.NormalizedEmail == normalized)
            .Select(user => (Guid?)user.Id)
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>The same, where they may be given a lead.</summary>
    public async Task<Guid?> SalesIdAsync(string name, CancellationToken cancel)
    {
        var roles = Policies.All[Policies.Sales];
        return
            await StaffIdAsync(name, cancel) is { } id
            && await db.Users.AnyAsync(
                user =>
                    user.Id == id
                    && user.DeactivatedAt == null
                    && db.UserRoles.Any(has =>
                        has.UserId == id && db.Roles.Any(role => role.Id == has.RoleId && roles.Contains(role.Name))
                    ),
                cancel
            )
            ? id
            : null;
    }

    /// <summary>The team of this id or name; null where there is none.</summary>
    public async Task<Guid?> TeamIdAsync(string name, CancellationToken cancel) =>
        (await current.ReadAsync(cancel))
            .Routing.Teams.FirstOrDefault(team =>
                Guid.TryParseExact(name, "D", out var id)
                    ? team.Id == id
                    : team.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
            ?.Id;

    /// <summary>One of each lead and each state where they are asked for: each is read by an index.</summary>
    private IEnumerable<IQueryable<Handoff>> Parts(HandoffFilter filter, Guid[]? leads, Guid? owner)
    {
        var handoffs = db.Handoffs.AsNoTracking();
        if (owner is not null)
        {
            handoffs = handoffs.Where(handoff => handoff.OwnerId == owner);
        }

        IEnumerable<IQueryable<Handoff>> parts = leads is null
            ? [handoffs]
            : leads.Select(lead => handoffs.Where(handoff => handoff.LeadId == lead));
        return filter.States.Count == 0
            ? parts.Select(part => part.Where(Queries.IsOpen))
            : parts.SelectMany(part =>
                filter.States.Distinct().Select(state => part.Where(handoff => handoff.State == state))
            );
    }
}
