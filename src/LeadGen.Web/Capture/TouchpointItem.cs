using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Capture;

/// <summary>
/// One item of a list of touchpoints as its sender tells it, known by <see cref="LeadId"/>, <see cref="Email"/> or
/// <see cref="VisitorId"/>. One that carries a visitor and one of the others identifies that browser.
/// </summary>
public sealed record TouchpointItem
{
    /// <summary>The sender's own id, unique for ever. Absent: the item can't be told from a repeat.</summary>
    public Guid? Id { get; init; }
    public string? Kind { get; init; }

    /// <summary>Absent: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
    public Guid? LeadId { get; init; }
    public EmailAddress? Email { get; init; }
    public Guid? VisitorId { get; init; }

    /// <summary>The slug of an offer.</summary>
    public string? Offer { get; init; }
    public string? Path { get; init; }
    public Source? Source { get; init; }
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it is taken for a machine's, which scores nothing and brings nobody; null for a person's.</summary>
    public string? MachineWhy { get; init; }

    /// <summary>What could not be read, field to messages: such an item is rejected, unless it repeats one that is there.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();
}

/// <param name="Index">Its place in the list, from 0.</param>
public sealed record RejectedTouchpoint(int Index, IReadOnlyDictionary<string, string[]> Errors);

public sealed record TouchpointsTaken(int Accepted, int Duplicates, IReadOnlyList<RejectedTouchpoint> Rejected);
