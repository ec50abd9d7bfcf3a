namespace LeadGen.Domain.Learning;

/// <summary>Which way a number may count.</summary>
public enum Direction
{
    /// <summary>More is never worth less.</summary>
    Rising,

    /// <summary>More is never worth more.</summary>
    Falling,
}

/// <summary>What a marketer asks of a learned scorecard.</summary>
/// <param name="SilentDays">A lead of which sales said nothing for so long counts as not good; null leaves all of those out.</param>
/// <param name="LeftOut">Facts, and kinds of touchpoint, that are not to be learned from.</param>
/// <param name="Kept">Facts that separate too well and are to be learned from all the same.</param>
/// <param name="Monotone">Numbers that may count one way only.</param>
public sealed record LearningOptions(
    int? SilentDays,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<string> Kept,
    IReadOnlyDictionary<string, Direction> Monotone
)
{
    public const int SilentDaysMax = 3_650;

    public static LearningOptions Plain { get; } = new(null, [], [], new Dictionary<string, Direction>());
}
