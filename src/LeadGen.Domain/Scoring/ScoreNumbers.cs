namespace LeadGen.Domain.Scoring;

/// <summary>The two axes of a score, without what explains them.</summary>
public readonly record struct ScoreNumbers(int Fit, int Engagement)
{
    public int Total => Fit + Engagement;

    /// <summary>Does it reach the threshold and both minimums of the model?</summary>
    public bool Qualifies(ScoringModel model) =>
        Total >= model.MqlThreshold
        && (model.MinFit is not { } fit || Fit >= fit)
        && (model.MinEngagement is not { } engagement || Engagement >= engagement);
}
