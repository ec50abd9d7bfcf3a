namespace LeadGen.Domain.Capture;

/// <summary>One filled form, kept as it was sent until it is erased or expires.</summary>
public sealed record Submission
{
    /// <summary>The signed key of the rendered form, so that the same form sent twice counts once; else made on arrival.</summary>
    public required Guid Id { get; init; }

    /// <summary>Null as long as it is held, and for ever where it was spam.</summary>
    public Guid? LeadId { get; init; }
    public required Guid OfferId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Field to text, as sent; those of later steps are added.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>How many steps of the form have arrived. Of an abandoned form later ones never do.</summary>
    public int Step { get; init; } = 1;

    /// <summary>By which the same content sent again is recognised, with or without a key.</summary>
    public required string ContentHash { get; init; }

    /// <summary>SHA-256 of the privacy notice below the form, as it was shown; null for what came from elsewhere.</summary>
    public string? NoticeHash { get; init; }

    /// <summary>Where the form stood: the landing with its query, and the referrer of that.</summary>
    public string? LandingPage { get; init; }

    /// <summary>The call to action by which the sender came, as the address of the landing says.</summary>
    public Guid? CallId { get; init; }

    /// <summary>The variant of a test that the sender was shown; null outside of one.</summary>
    public Guid? VariantId { get; init; }

    public SubmissionState State { get; init; }

    /// <summary>What was noticed about it when it came; null where nothing was.</summary>
    public SpamVerdict? Spam { get; init; }

    /// <summary>Whoever sent it is erased: it stays as a count. Nothing is taken without an address.</summary>
    public bool IsErased => Fields.Count == 0;
}
