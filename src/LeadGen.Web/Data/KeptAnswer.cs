namespace LeadGen.Web.Data;

/// <summary>
/// What a call of the API with an <c>Idempotency-Key</c> was answered, so that the same call is answered the same and does nothing twice.
/// </summary>
public sealed class KeptAnswer
{
    public const int KeyMaxLength = 255;
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public required Guid ApiKeyId { get; init; }

    /// <summary>Method and path.</summary>
    public required string Route { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of the body that was sent.</summary>
    public required byte[] BodyHash { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is not answered yet.</summary>
    public int? Status { get; init; }
    public string? ContentType { get; init; }
    public string? Location { get; init; }
    public byte[]? Body { get; init; }

    /// <summary>The lead that the answer tells of: it goes with them.</summary>
    public Guid? LeadId { get; init; }
}
