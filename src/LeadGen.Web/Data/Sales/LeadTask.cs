namespace LeadGen.Web.Data.Sales;

/// <summary>Something a member of staff is to do about a lead, by an instant.</summary>
public sealed class LeadTask
{
    public const int TitleMaxLength = 200;

    public required Guid Id { get; init; }
    public required Guid LeadId { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Who is to do it.</summary>
    public required Guid StaffId { get; set; }

    /// <summary>As colleagues shall read it.</summary>
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they were told that it is due: once.</summary>
    public DateTimeOffset? RemindedAt { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public string? DoneBy { get; set; }
}
