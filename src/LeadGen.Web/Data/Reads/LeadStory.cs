using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data.Reads;

/// <summary>Merges what a lead did and what was done with it, newest first, a page at a time.</summary>
internal static class LeadStory
{
    // Of one lead; a hand-off is an episode of days.
    private const int HandoffsMax = 1000;

    /// <param name="before">The place of the last item that was read.</param>
    /// <returns>No more than <paramref name="take"/> items.</returns>
    public static async Task<List<StoryItem>> ReadAsync(
        LeadGenDbContext db,
        Guid leadId,
        StoryParts parts,
        int take,
        StoryPlace? before,
        CancellationToken cancel
    )
    {
        var (place, items) = (before ?? StoryPlace.Newest, new List<StoryItem>());
        foreach (var part in await db.PartsOfAsync(leadId, cancel))
        {
            await AddAsync(db, part, parts, take, place, items, cancel);
        }

        return [.. items.OrderByDescending(item => item.Place).Take(take)];
    }

    /// <summary>The items of one of the leads that are this person.</summary>
    private static async Task AddAsync(
        LeadGenDbContext db,
        Guid leadId,
        StoryParts parts,
        int take,
        StoryPlace place,
        List<StoryItem> items,
        CancellationToken cancel
    )
    {
        if (parts.HasFlag(StoryParts.Touchpoints))
        {
            var touchpoints = await Touchpoints(db, leadId, place).Take(take).ToListAsync(cancel);
            items.AddRange(touchpoints.Select(touchpoint => new TouchpointItem(touchpoint)));
        }

        if (parts.HasFlag(StoryParts.Moves))
        {
            var moves = await Moves(db, leadId, place).Take(take).ToListAsync(cancel);
            items.AddRange(moves.Select(move => new MoveItem(move)));
        }

        if (parts.HasFlag(StoryParts.Handoffs))
        {
            var handoffs = await Handoffs(db, leadId).Take(HandoffsMax).ToListAsync(cancel);
            var steps = handoffs.SelectMany(handoff =>
                Enumerable
                    .Empty<StoryItem>()
                    .Concat(HandoffItem.Of(handoff))
                    .Concat(BreachItem.Of(handoff))
                    .Concat(AssignmentItem.Of(handoff))
            );
            items.AddRange(steps.Where(item => item.Place.CompareTo(place) < 0));
        }

        if (parts.HasFlag(StoryParts.Outcomes))
        {
            var outcomes = await Outcomes(db, leadId, place).Take(take).ToListAsync(cancel);
            items.AddRange(outcomes.Select(outcome => new OutcomeItem(outcome)));
        }

        if (parts.HasFlag(StoryParts.Facts))
        {
            var changes = await Facts(db, leadId, place).Take(take).ToListAsync(cancel);
            items.AddRange(changes.Select(change => new FactItem(change)));
        }
    }

    private static IQueryable<Touchpoint> Touchpoints(LeadGenDbContext db, Guid leadId, StoryPlace place)
    {
        var (at, all, same, id) = place.For(TouchpointItem.Rank);
        return db
            .Touchpoints.AsNoTracking()
            .Where(t => t.LeadId == leadId && t.OccurredAt <= at)
            .Where(t => t.OccurredAt < at || all || (same && t.Id.CompareTo(id) < 0))
            .OrderByDescending(t => t.OccurredAt)
            .ThenByDescending(t => t.Id);
    }

    private static IQueryable<StageMove> Moves(LeadGenDbContext db, Guid leadId, StoryPlace place)
    {
        var (at, all, same, id) = place.For(MoveItem.Rank);
        return db
            .StageMoves.AsNoTracking()
            .Where(m => m.LeadId == leadId && m.At <= at)
            .Where(m => m.At < at || all || (same && m.Id.CompareTo(id) < 0))
            .OrderByDescending(m => m.At)
            .ThenByDescending(m => m.Id);
    }

    private static IQueryable<Handoff> Handoffs(LeadGenDbContext db, Guid leadId) =>
        db.Handoffs.AsNoTracking().Where(handoff => handoff.LeadId == leadId).OrderByDescending(handoff => handoff.Id);

    private static IQueryable<Outcome> Outcomes(LeadGenDbContext db, Guid leadId, StoryPlace place)
    {
        var (at, all, same, id) = place.For(OutcomeItem.Rank);
        return db
            .Outcomes.AsNoTracking()
            .Where(o => o.LeadId == leadId && o.OccurredAt <= at)
            .Where(o => o.OccurredAt < at || all || (same && o.Id.CompareTo(id) < 0))
            .OrderByDescending(o => o.OccurredAt)
            .ThenByDescending(o => o.Id);
    }

    private static IQueryable<FactChange> Facts(LeadGenDbContext db, Guid leadId, StoryPlace place)
    {
        var (at, all, same, id) = place.For(FactItem.Rank);
        return db
            .FactChanges.AsNoTracking()
            .Where(c => c.LeadId == leadId && c.EffectiveAt <= at)
            .Where(c => c.EffectiveAt < at || all || (same && c.Id.CompareTo(id) < 0))
            .OrderByDescending(c => c.EffectiveAt)
            .ThenByDescending(c => c.Id);
    }
}
