using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Api;

/// <summary>
/// Reads a page of a lead's timeline out of its three sources. Things of one instant keep the order in which one leads to the
/// next: a touchpoint, the move it makes, the hand-off that the move opens and what is done with it.
/// </summary>
internal sealed class TimelineReads(LeadGenDbContext db)
{
    public const string List = "timeline";

    // Of one lead; a hand-off is an episode of days.
    private const int HandoffsMax = 1000;

    private const int TouchpointRank = 0;
    private const int MoveRank = 1;
    private const int HandoffRank = 2;

    public async Task<ListPage<TimelineItem>> PageAsync(Guid leadId, int limit, Cursor? after, CancellationToken cancel)
    {
        var place = after is { At: { } at } ? new Place(at, after.Rank, after.Id) : Place.Newest;
        var found = (await TouchpointsAsync(leadId, limit + 1, place, cancel))
            .Select(t => new Row(new Place(t.OccurredAt, TouchpointRank, t.Id), TimelineItem.Of(t)))
            .Concat(
                (await MovesAsync(leadId, limit + 1, place, cancel)).Select(m => new Row(
                    new Place(m.At, MoveRank, m.Id),
                    TimelineItem.Of(m)
                ))
            )
            .Concat(
                (await HandoffsAsync(leadId, cancel))
                    .SelectMany(HandoffEvent.Of)
                    .Select(h => new Row(new Place(h.At, HandoffRank + h.Step, h.Handoff.Id), TimelineItem.Of(h)))
                    .Where(row => row.Place.CompareTo(place) < 0)
            )
            .OrderByDescending(row => row.Place)
            .Take(limit + 1)
            .ToList();
        return ListPage<TimelineItem>.Of(
            found,
            limit,
            row => row.Item,
            row => new Cursor(List, row.Place.At, row.Place.Rank, row.Place.Id)
        );
    }

    private Task<List<Touchpoint>> TouchpointsAsync(Guid leadId, int take, Place place, CancellationToken cancel)
    {
        var (at, above, same, id) = place.For(TouchpointRank);
        return db
            .Touchpoints.AsNoTracking()
            .Where(t => t.LeadId == leadId && t.OccurredAt <= at)
            .Where(t => t.OccurredAt < at || above || (same && t.Id.CompareTo(id) < 0))
            .OrderByDescending(t => t.OccurredAt)
            .ThenByDescending(t => t.Id)
            .Take(take)
            .ToListAsync(cancel);
    }

    private Task<List<StageMove>> MovesAsync(Guid leadId, int take, Place place, CancellationToken cancel)
    {
        var (at, above, same, id) = place.For(MoveRank);
        return db
            .StageMoves.AsNoTracking()
            .Where(m => m.LeadId == leadId && m.At <= at)
            .Where(m => m.At < at || above || (same && m.Id.CompareTo(id) < 0))
            .OrderByDescending(m => m.At)
            .ThenByDescending(m => m.Id)
            .Take(take)
            .ToListAsync(cancel);
    }

    private Task<List<Handoff>> HandoffsAsync(Guid leadId, CancellationToken cancel) =>
        db
            .Handoffs.AsNoTracking()
            .Where(handoff => handoff.LeadId == leadId)
            .OrderByDescending(handoff => handoff.Id)
            .Take(HandoffsMax)
            .ToListAsync(cancel);

    private sealed record Row(Place Place, TimelineItem Item);

    /// <summary>Where an item stands; the greater the newer.</summary>
    private sealed record Place(DateTimeOffset At, int Rank, Guid Id) : IComparable<Place>
    {
        public static readonly Place Newest = new(
            new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero),
            0,
            Guid.Empty
        );

        public int CompareTo(Place? other) =>
            other is null ? 1 : (At, Rank, Id).CompareTo((other.At, other.Rank, other.Id));

        /// <summary>For a query of items of one rank: do those of the same instant come after all, or by id?</summary>
        public (DateTimeOffset At, bool Above, bool Same, Guid Id) For(int rank) => (At, Rank > rank, Rank == rank, Id);
    }
}
