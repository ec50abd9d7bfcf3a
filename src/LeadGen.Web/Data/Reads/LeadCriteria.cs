using LeadGen.Domain.Lifecycle;

namespace LeadGen.Web.Data.Reads;

public enum LeadOrder
{
    Newest,
    Score,
}

/// <summary>Which leads are looked for, in which order and from where on. What is not set narrows nothing.</summary>
public sealed record LeadCriteria
{
    private const int WordsMax = 8;

    /// <summary>The key of an <c>EmailAddress</c>.</summary>
    public string? EmailKey { get; init; }

    /// <summary>The company they work for.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>In lower case; each is in the address, the name or the company.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>One of these.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>Only those that a marketer may release.</summary>
    public bool Ready { get; init; }
    public int? MinScore { get; init; }
    public PointRange Fit { get; init; }
    public PointRange Engagement { get; init; }

    /// <summary>Changed at or after this instant; then the longest unchanged come first, whatever the order.</summary>
    public DateTimeOffset? UpdatedSince { get; init; }
    public LeadOrder Order { get; init; }
    public LeadPlace? After { get; init; }

    /// <summary>At most so many.</summary>
    public required int Take { get; init; }

    /// <summary>Are all leads meant?</summary>
    public bool IsOpen => Stages.Count == 0 && !NeedsScore && !NeedsLead;

    /// <summary>Can only a lead with a score be meant?</summary>
    internal bool NeedsScore => Ready || MinScore is not null || !Fit.IsOpen || !Engagement.IsOpen;

    /// <summary>Is there anything that stands only with the lead itself?</summary>
    internal bool NeedsLead =>
        EmailKey is not null || AccountId is not null || Words.Count > 0 || UpdatedSince is not null;

    /// <summary>The words of a text that somebody typed, the first few of them.</summary>
    public static IReadOnlyList<string> WordsOf(string text) =>
        [
            .. text.ToLowerInvariant()
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Distinct()
                .Take(WordsMax),
        ];
}

/// <summary>The last lead that was read; its score and last change where the list is in that order.</summary>
/// <param name="Score">Null in the order of scores: among the leads at its end, which have none yet.</param>
public sealed record LeadPlace(Guid Id, int? Score = null, DateTimeOffset? UpdatedAt = null);

/// <summary>Points from and up to, both included; null where there is no end.</summary>
public readonly record struct PointRange(int? From, int? To)
{
    /// <summary>So few are asked for one by one, each from its place in an index.</summary>
    private const int ListedMax = 100;

    public bool IsOpen => From is null && To is null;

    /// <summary>All of them, where they are few.</summary>
    public int[]? Listed =>
        From is { } from && To is { } to && (long)to - from < ListedMax
            ? [.. Enumerable.Range(from, Math.Max(0, to - from + 1))]
            : null;
}
