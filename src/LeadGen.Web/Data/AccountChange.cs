namespace LeadGen.Web.Data;

/// <summary>What staff entered about an account. Kept for ever, so that its facts can be read as of any instant.</summary>
public sealed record AccountChange
{
    public required Guid Id { get; init; }
    public required Guid AccountId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }

    /// <summary>Fact to its new value.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}
