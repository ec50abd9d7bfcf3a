namespace LeadGen.Web.Data;

/// <summary>What a quarantined submission will become if it is released, and afterwards who decided about it.</summary>
public sealed class HeldForm
{
    public const int ByMaxLength = 320;

    public required Guid SubmissionId { get; init; }

    /// <summary>The sender's, as it is compared: who has a lead by it is erased here too. Null once it is decided.</summary>
    public string? Email { get; set; }

    /// <summary>JSON; null once it is decided.</summary>
    public string? Form { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecidedBy { get; set; }
}
