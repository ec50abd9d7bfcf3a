namespace LeadGen.Domain.Touchpoints;

/// <summary>An anonymous browser, until it first identifies itself; from then on what it does belongs to that lead.</summary>
public sealed class Visitor
{
    /// <summary>When it was last seen is kept as exactly as this: a row is not written anew for each page.</summary>
    public static readonly TimeSpan SeenWithin = TimeSpan.FromHours(1);

    private Visitor() { }

    public Guid Id { get; private init; }

    /// <summary>The person last identified there.</summary>
    public Guid? LeadId { get; private set; }
    public DateTimeOffset FirstSeenAt { get; private init; }

    /// <summary>Null where it was seen but once.</summary>
    public DateTimeOffset? LastSeenAt { get; private set; }
    public DateTimeOffset? IdentifiedAt { get; private set; }

    /// <summary>The first touch that had a source: it outlives the page views.</summary>
    public Touch? FirstTouch { get; private set; }

    /// <summary>What was last said to being tracked; null where nothing was.</summary>
    public bool? MayTrack { get; private set; }

    public static Visitor Seen(Guid id, DateTimeOffset now) => new() { Id = id, FirstSeenAt = now };

    public void SeenAgain(DateTimeOffset now)
    {
        if (now - (LastSeenAt ?? FirstSeenAt) >= SeenWithin)
        {
            LastSeenAt = now;
        }
    }

    /// <summary>Keeps the first touch, in whatever order touches are told.</summary>
    public void Touched(Touch touch)
    {
        if (touch.Source is not null && (FirstTouch is null || touch.At < FirstTouch.At))
        {
            FirstTouch = touch;
        }
    }

    public void Said(bool mayTrack) => MayTrack = mayTrack;

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
