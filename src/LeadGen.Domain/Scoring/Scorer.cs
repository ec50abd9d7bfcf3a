using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>A score is a pure function of model, facts, touchpoints and an instant. See product.md, Scoring.</summary>
public static class Scorer
{
    /// <summary>Names the contribution that holds what <see cref="ScoringModel.MaxFit"/> took away.</summary>
    public const string FitLimit = "limit.fit";

    /// <summary>Names the contribution that holds what <see cref="ScoringModel.MaxEngagement"/> took away.</summary>
    public const string EngagementLimit = "limit.engagement";

    /// <summary>The property of an adjustment that holds its points, a whole number.</summary>
    public const string AdjustmentPoints = "points";

    /// <summary>The score as of <paramref name="at"/>, explained: touchpoints after it do not count.</summary>
    /// <param name="after">Only touchpoints after this instant count: after a recycle, what came before no longer qualifies.</param>
    public static Score Score(
        ScoringModel model,
        LeadFacts facts,
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after = null
    ) => Explain(Scoresheet.Of(model, touchpoints, at), facts, at, after);

    /// <summary>The score of the lead on the sheet, explained.</summary>
    public static Score Explain(Scoresheet sheet, LeadFacts facts, DateTimeOffset at, DateTimeOffset? after = null)
    {
        var contributions = new List<Contribution>();
        var fit = AddFit(sheet, facts, contributions);
        var engagement = AddEngagement(sheet, at.UtcTicks, after?.UtcTicks ?? long.MinValue, contributions);
        return new Score(new ScoreNumbers(fit, engagement), contributions);
    }

    /// <summary>The product rules that hold as of <paramref name="at"/>.</summary>
    public static IReadOnlyList<ProductRule> ProductRulesThatHold(
        ScoringModel model,
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after = null
    )
    {
        if (model.Product.Count == 0)
        {
            return [];
        }
        var history = TouchpointHistory.InOrder(touchpoints, at, after);
        return [.. model.Product.Where(rule => rule.Holds(history, at))];
    }

    private static int AddFit(Scoresheet sheet, LeadFacts facts, List<Contribution> contributions)
    {
        var counting = new bool[sheet.FitCriteria.Count];
        var fit = sheet.Fit(facts, counting);
        var sum = 0;
        foreach (var (criterion, counts) in sheet.FitCriteria.Zip(counting))
        {
            if (counts)
            {
                contributions.Add(new(criterion.Key, criterion.Label, ScoreDimension.Fit, criterion.Points, []));
                sum += criterion.Points;
            }
        }
        AddLimit(FitLimit, ScoreDimension.Fit, fit - sum, contributions);
        return fit;
    }

    private static int AddEngagement(Scoresheet sheet, long at, long after, List<Contribution> contributions)
    {
        var sum = 0;
        foreach (var credits in sheet.Credits)
        {
            var told = new CreditNotes(credits.Prepared);
            var points = credits.PointsAt(at, after, told);
            sum += points;
            if (told.ToContribution(points) is { } contribution)
            {
                contributions.Add(contribution);
            }
        }
        if (sheet.Adjusted(at, after) is { } adjusted)
        {
            contributions.Add(adjusted);
            sum += adjusted.Points;
        }
        var engagement = Math.Min(sum, sheet.Model.MaxEngagement ?? sum);
        AddLimit(EngagementLimit, ScoreDimension.Engagement, engagement - sum, contributions);
        return engagement;
    }

    private static void AddLimit(string key, ScoreDimension dimension, int taken, List<Contribution> contributions)
    {
        if (taken == 0)
        {
            return;
        }
        var label = dimension switch
        {
            ScoreDimension.Fit => "Most that fit can give",
            ScoreDimension.Engagement => "Most that engagement can give",
        };
        contributions.Add(new(key, label, dimension, taken, []));
    }
}
