namespace LeadGen.Domain.Offers;

/// <summary>What a form keeps to beside its fields.</summary>
/// <param name="AskAtMost">So many optional facts are asked at once, the e-mail address aside; null: as many as are always asked.</param>
/// <param name="Results">Of a quiz, by the points from which on each holds.</param>
public sealed record FormSettings(int? AskAtMost = null, IReadOnlyList<QuizResult>? Results = null)
{
    public const int AskAtMostMax = 20;
    public const int ResultsMax = 10;

    public static FormSettings Plain { get; } = new();
}
