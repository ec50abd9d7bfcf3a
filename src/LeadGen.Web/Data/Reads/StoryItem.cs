using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Data.Reads;

/// <summary>What is read of a story.</summary>
[Flags]
internal enum StoryParts
{
    Touchpoints = 1,
    Moves = 2,
    Handoffs = 4,
    Outcomes = 8,
    Facts = 16,

    /// <summary>What happened to the lead, without what was written down about it.</summary>
    Events = Touchpoints | Moves | Handoffs,
    All = Events | Outcomes | Facts,
}

/// <summary>
/// Where an item stands in the story; the greater the newer. Things of one instant keep the order in which one leads to the next:
/// a fact, a touchpoint, an outcome, the move it makes, the hand-off that the move opens and what is done with it.
/// </summary>
internal sealed record StoryPlace(DateTimeOffset At, int Rank, Guid Id) : IComparable<StoryPlace>
{
    /// <summary>After all that can have happened.</summary>
    public static readonly StoryPlace Newest = new(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), 0, default);

    public int CompareTo(StoryPlace? other) =>
        other is null ? 1 : (At, Rank, Id).CompareTo((other.At, other.Rank, other.Id));

    /// <summary>For a query of items of one rank: do those of the same instant come after all, or by id?</summary>
    public (DateTimeOffset At, bool All, bool Same, Guid Id) For(int rank) => (At, Rank > rank, Rank == rank, Id);
}

/// <summary>One thing in the story of a lead.</summary>
internal abstract record StoryItem(StoryPlace Place);

internal sealed record FactItem(FactChange Change) : StoryItem(new StoryPlace(Change.EffectiveAt, Rank, Change.Id))
{
    public const int Rank = 0;
}

internal sealed record TouchpointItem(Touchpoint Touchpoint)
    : StoryItem(new StoryPlace(Touchpoint.OccurredAt, Rank, Touchpoint.Id))
{
    public const int Rank = 1;
}

internal sealed record OutcomeItem(Outcome Outcome) : StoryItem(new StoryPlace(Outcome.OccurredAt, Rank, Outcome.Id))
{
    public const int Rank = 2;
}

internal sealed record MoveItem(StageMove Move) : StoryItem(new StoryPlace(Move.At, Rank, Move.Id))
{
    public const int Rank = 3;
}

/// <summary>A hand-off came into a state.</summary>
/// <param name="Step">0 opened, 1 accepted, 2 started, 3 closed: in this order where they are of one instant.</param>
internal sealed record HandoffItem(Handoff Handoff, HandoffState Became, DateTimeOffset At, int Step)
    : StoryItem(new StoryPlace(At, Rank + Step, Handoff.Id))
{
    private const int Rank = 4;

    /// <summary>The hand-off's own for its opening, and one that is made from it for each later step.</summary>
    public Guid Id => Derived(Handoff.Id, (byte)Step);

    /// <summary>Who did it, as far as it is still known: a hand-off keeps who acted last.</summary>
    public string? Actor => Became == Handoff.State && Became != HandoffState.Open ? Handoff.LastActor : null;

    /// <summary>An id that is always the same one, and no other item's.</summary>
    internal static Guid Derived(Guid handoff, byte number)
    {
        var bytes = handoff.ToByteArray(bigEndian: true);
        bytes[^1] ^= number;
        return new Guid(bytes, bigEndian: true);
    }

    public static IEnumerable<HandoffItem> Of(Handoff handoff)
    {
        yield return new(handoff, HandoffState.Open, handoff.OpenedAt, 0);
        if (handoff.AcceptedAt is { } accepted)
        {
            yield return new(handoff, HandoffState.Accepted, accepted, 1);
        }

        if (handoff.StartedAt is { } started)
        {
            yield return new(handoff, HandoffState.Started, started, 2);
        }

        if (handoff.ClosedAt is { } closed)
        {
            yield return new(handoff, handoff.State, closed, 3);
        }
    }
}

/// <summary>A promise to the lead was not kept.</summary>
internal sealed record BreachItem(Handoff Handoff, Breach Breach, Guid Id)
    : StoryItem(new StoryPlace(Breach.RecordedAt, Rank, Id))
{
    private const int Rank = 8;
    private const byte First = 0x08;

    public static IEnumerable<BreachItem> Of(Handoff handoff) =>
        handoff.Breaches.Select(
            (breach, i) => new BreachItem(handoff, breach, HandoffItem.Derived(handoff.Id, (byte)(First + i)))
        );
}

/// <summary>After its opening a hand-off was given to somebody else, or to the pool.</summary>
internal sealed record AssignmentItem(Handoff Handoff, Assignment Assignment, Guid Id)
    : StoryItem(new StoryPlace(Assignment.At, Rank, Id))
{
    private const int Rank = 9;
    private const byte First = 0x40;

    public static IEnumerable<AssignmentItem> Of(Handoff handoff) =>
        handoff
            .Assignments.Select((assignment, i) => (assignment, Id: HandoffItem.Derived(handoff.Id, (byte)(First + i))))
            .Where(one => one.assignment.By != AssignedBy.Routed)
            .Select(one => new AssignmentItem(handoff, one.assignment, one.Id));
}
