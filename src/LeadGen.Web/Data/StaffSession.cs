namespace LeadGen.Web.Data;

/// <summary>A browser in which a member of staff has signed in.</summary>
public sealed class StaffSession
{
    public const int TextMaxLength = 300;

    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>To the half minute.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? Address { get; init; }
    public string? Browser { get; init; }
}
