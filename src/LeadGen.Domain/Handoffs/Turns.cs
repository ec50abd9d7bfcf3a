using System.Collections.Immutable;

namespace LeadGen.Domain.Handoffs;

/// <summary>
/// Whose turn it is in a team (stride scheduling): each rep has a position that rises by one stride per lead, and a stride is
/// <see cref="Lap"/> divided by the rep's capacity; the one furthest behind is next. The clock is the position from which the last turn was
/// taken. Who stands behind it was away, or is new, and is counted from there: nobody makes up for days of absence.
/// </summary>
/// <param name="Clock">Only rises.</param>
/// <param name="Positions">Staff id to position. Who is not in it has never had a lead of this team.</param>
public sealed record Turns(long Clock, ImmutableDictionary<Guid, long> Positions)
{
    /// <summary>How far a rep of capacity 1 goes with one lead; divisible by 1 to 16, so that small capacities are exact.</summary>
    public const long Lap = 720_720_000;

    public static Turns None { get; } = new(0, ImmutableDictionary<Guid, long>.Empty);

    /// <summary>Where a rep stands, at least at the clock.</summary>
    public long PositionOf(Guid staffId) => Math.Max(Clock, Positions.GetValueOrDefault(staffId, Clock));

    /// <summary>The rep whose turn it is of those who are available; the larger capacity, then the lower id first where they are level.</summary>
    public Rep? Next(IEnumerable<Rep> available)
    {
        Rep? next = null;
        foreach (var rep in available)
        {
            if (next is null || IsBefore(rep, next))
            {
                next = rep;
            }
        }

        return next;
    }

    /// <summary>After a lead went to that rep because it was their turn.</summary>
    public Turns Take(Rep rep) => Count(rep) with { Clock = PositionOf(rep.StaffId) };

    /// <summary>After a lead went to that rep for another reason: it counts as theirs, but nobody else's turn has passed.</summary>
    public Turns Count(Rep rep) =>
        this with
        {
            Positions = Positions.SetItem(rep.StaffId, PositionOf(rep.StaffId) + (Lap / rep.Capacity)),
        };

    private bool IsBefore(Rep rep, Rep other)
    {
        var (here, there) = (PositionOf(rep.StaffId), PositionOf(other.StaffId));
        return here != there ? here < there
            : rep.Capacity != other.Capacity ? rep.Capacity > other.Capacity
            : rep.StaffId.CompareTo(other.StaffId) < 0;
    }
}
