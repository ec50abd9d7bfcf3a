using LeadGen.Domain.Insights;

namespace LeadGen.Domain.Learning;

/// <summary>How far a learned scorecard is to be trusted.</summary>
public enum Strength
{
    /// <summary>It may be no better than drawing lots.</summary>
    None,

    /// <summary>It tells a little: more than lots, and less than people hope for.</summary>
    Weak,
    Good,
}

/// <summary>What one threshold would mean.</summary>
/// <param name="Chance">What the scorecard promises of a lead that just reaches it.</param>
/// <param name="PerWeek">Leads a week that would have reached it, of the last <see cref="Thresholds.Weeks"/> weeks that there are leads of.</param>
/// <param name="Precision">Of the leads held out, those that reached it, good.</param>
/// <param name="Recall">Of the good ones held out, those that reached it.</param>
public sealed record ThresholdChoice(int Threshold, double Chance, double PerWeek, Share Precision, Share Recall);

/// <summary>How the way of learning fared on the latest leads, having learned from the earlier ones only.</summary>
/// <param name="LearnedFrom">So many earlier ones.</param>
/// <param name="HeldOutFrom">The first of the later ones.</param>
/// <param name="Present">The model in force, with its scores turned into chances by the earlier leads.</param>
/// <param name="Bayes">Naive Bayes, over the same bins.</param>
public sealed record Validation(
    int LearnedFrom,
    DateTimeOffset HeldOutFrom,
    Judgement Learned,
    Judgement Present,
    Judgement Bayes
)
{
    /// <summary>Below this a scorecard is called weak.</summary>
    public const double WeakBelow = 0.7;

    public Strength Strength =>
        Learned.AucLow <= 0.5 ? Strength.None
        : Learned.Auc < WeakBelow ? Strength.Weak
        : Strength.Good;
}

/// <summary>What came of learning.</summary>
/// <param name="Problem">Why there is no scorecard, and what to do; null where there is one.</param>
/// <param name="Good">Of the leads learned from, the good ones.</param>
/// <param name="Silent">So many of them count as not good because nothing was said of them for long.</param>
/// <param name="Numbers">Facts that are numbers, which may be asked to count one way only.</param>
public sealed record LearningReport(
    string? Problem,
    Share Good,
    long Silent,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    IReadOnlyList<Leak> Leaks,
    IReadOnlyList<ScorecardLine> Lines,
    IReadOnlyList<string> Numbers,
    Calibration? Calibration,
    Validation? Validation,
    IReadOnlyList<ThresholdChoice> Thresholds
)
{
    /// <summary>Facts that were left out as others tell more, and a model holds so many criteria and no more.</summary>
    public IReadOnlyList<string> NoRoomFor { get; init; } = [];

    public static LearningReport Refused(string problem, Share good, long silent = 0) =>
        new(problem, good, silent, null, null, [], [], [], null, null, []);
}
