using LeadGen.Domain.Offers;

namespace LeadGen.Web.Data.Handouts;

/// <summary>
/// Who asked for what an offer keeps a list of: a seat at a webinar or event, or a code out of its pool. One for each person and offer,
/// however often they send the form.
/// </summary>
public sealed class Handout
{
    public required Guid OfferId { get; init; }
    public required Guid LeadId { get; init; }

    /// <summary>The first form by which they asked.</summary>
    public required Guid SubmissionId { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Null: they wait until there is one.</summary>
    public DateTimeOffset? GivenAt { get; set; }
}

/// <summary>One of what there is a limited number of: a code, or a seat. Whoever has it keeps it.</summary>
public sealed class PoolItem
{
    public required Guid Id { get; init; }
    public required Guid OfferId { get; init; }

    /// <summary>Null for a seat.</summary>
    public string? Code { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Null: it is free.</summary>
    public DateTimeOffset? TakenAt { get; set; }
    public Guid? LeadId { get; set; }
}

/// <summary>A file that staff uploaded for an offer. It stays for a while after another has taken its place.</summary>
public sealed class StoredFile
{
    public required Guid Id { get; init; }
    public required Guid OfferId { get; init; }
    public required string Key { get; init; }
    public required string DownloadName { get; init; }
    public required string MediaType { get; init; }
    public required long Bytes { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
    public string? UploadedBy { get; init; }

    /// <summary>When another took its place, or none.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }

    public OfferFile File => new(Key, DownloadName, MediaType);
}
