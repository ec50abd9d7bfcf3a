namespace LeadGen.Domain.Touchpoints;

/// <summary>An anonymous browser, until it first identifies itself; from then on what it does belongs to that lead.</summary>
public sealed class Visitor
{
    private Visitor() { }

    public Guid Id { get; private init; }

    /// <summary>The person last identified there.</summary>
    public Guid? LeadId { get; private set; }
    public DateTimeOffset FirstSeenAt { get; private init; }
    public DateTimeOffset? IdentifiedAt { get; private set; }

    public static Visitor Seen(Guid id, DateTimeOffset now) => new() { Id = id, FirstSeenAt = now };

    /// <summary>True where this is the first person known there, to whom its anonymous past belongs.</summary>
    public bool Identify(Guid leadId, DateTimeOffset now)
    {
        var first = LeadId is null;
        if (LeadId != leadId)
        {
            (LeadId, IdentifiedAt) = (leadId, now);
        }

        return first;
    }
}
