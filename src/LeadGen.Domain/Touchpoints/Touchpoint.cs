namespace LeadGen.Domain.Touchpoints;

/// <summary>One thing a visitor or lead did, at an instant. Append-only; engagement is scored from these and nothing else.</summary>
public sealed record Touchpoint
{
    public const int PathMaxLength = 2000;
    public const int PropertiesMax = 50;
    public const int PropertyNameMaxLength = 100;
    public const int PropertyValueMaxLength = 1000;

    private static readonly IReadOnlyDictionary<string, string> NoProperties = new Dictionary<string, string>();

    public required Guid Id { get; init; }

    /// <summary>One of <see cref="TouchpointKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was told to us; an import may record what happened years ago.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public Guid? LeadId { get; init; }

    public Guid? VisitorId { get; init; }

    public Guid? SubmissionId { get; init; }

    /// <summary>The slug of the offer it was about.</summary>
    public string? Offer { get; init; }

    public string? Path { get; init; }

    public Channel? Channel { get; init; }

    public Source? Source { get; init; }

    public IReadOnlyDictionary<string, string> Properties { get; init; } = NoProperties;

    /// <summary>Made by a scanner or crawler, not a person: it is kept and scores nothing. The mark can be taken back.</summary>
    public bool Machine { get; init; }

    /// <summary>Why it is taken for a machine's, or who said that it is a person's after all; null where nobody doubted it.</summary>
    public string? MachineWhy { get; init; }

    public const int MachineWhyMaxLength = 300;

    /// <summary>What happened longer ago than this when it is recorded opens no hand-off by itself.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromDays(30);

    public bool IsFresh => RecordedAt - OccurredAt <= FreshFor;
}
