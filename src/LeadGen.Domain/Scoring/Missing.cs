using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>What keeps a lead from qualifying.</summary>
/// <param name="Fit">Points of fit below the model's minimum; 0 where it is reached. So with the other two.</param>
/// <param name="Total">Points of score below the threshold.</param>
/// <param name="Steps">The fewest steps, at most <see cref="WhyNot.StepsMax"/>, that together would qualify it; none where so many can't.</param>
/// <param name="Sentence">The same for people: "Engagement is 22 of 35: “Webinar attended” (+20) would do."</param>
public sealed record Missing(int Fit, int Engagement, int Total, IReadOnlyList<MissingStep> Steps, string Sentence);

/// <summary>One thing that would raise a score: a touchpoint, or a value of a fact that is not known yet.</summary>
/// <param name="Label">That of the criterion that it would raise most.</param>
/// <param name="Points">What it adds to the score, after the steps before it.</param>
/// <param name="Value">A value of the fact that would do; others may too.</param>
public sealed record MissingStep(string Label, int Points, string? Fact, string? Value, Touchpoint? Touchpoint)
{
    internal static MissingStep Of(string fact, string value) => new("", 0, fact, value, null);

    internal static MissingStep Of(Touchpoint touchpoint) => new("", 0, null, null, touchpoint);
}
