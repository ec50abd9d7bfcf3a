namespace LeadGen.Web.Data.Consents;

public enum ErasedBy
{
    /// <summary>The person themself, by the link that was sent to their address.</summary>
    Person,
    Staff,
    Api,

    /// <summary>They had been kept as long as an administrator said.</summary>
    Retention,
}

/// <summary>That somebody was erased: nothing of them but the id, by which late arrivals are found and other systems are answered.</summary>
public sealed class Erasure
{
    public required Guid LeadId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ErasedBy By { get; init; }

    /// <summary>The member of staff or the API key.</summary>
    public string? Actor { get; init; }

    /// <summary>The account that went with its only lead.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>How many rows of each table were removed, or lost what told whose they were.</summary>
    public IReadOnlyDictionary<string, int> Rows { get; init; } = new Dictionary<string, int>();
}
