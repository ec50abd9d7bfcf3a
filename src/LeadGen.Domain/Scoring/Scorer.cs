using System.Globalization;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>A score is a pure function of model, facts, touchpoints and an instant. See product.md, Scoring.</summary>
public static class Scorer
{
    /// <summary>Names the contribution that holds what <see cref="ScoringModel.MaxFit"/> took away.</summary>
    public const string FitLimit = "limit.fit";

    /// <summary>Names the contribution that holds what <see cref="ScoringModel.MaxEngagement"/> took away.</summary>
    public const string EngagementLimit = "limit.engagement";

    /// <summary>
    /// The property of an adjustment that holds its points, a whole number. Adjustments count with these, as a contribution named
    /// <see cref="TouchpointKinds.Adjustment"/>, unless the model has criteria of its own for that kind.
    /// </summary>
    public const string AdjustmentPoints = "points";

    /// <summary>The score as of <paramref name="at"/>: touchpoints after it do not count.</summary>
    /// <param name="after">Only touchpoints after this instant count: after a recycle, what came before no longer qualifies.</param>
    public static Score Score(
        ScoringModel model,
        LeadFacts facts,
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after = null
    )
    {
        var prepared = PreparedModel.Of(model);
        var history = TouchpointHistory.InOrder(touchpoints, at, after);
        var contributions = new List<Contribution>();
        var fit = AddFit(prepared, facts, contributions);
        fit += AddLimit(FitLimit, ScoreDimension.Fit, fit, model.MaxFit, contributions);
        var engagement = AddEngagement(prepared, history, at, contributions);
        engagement += AddAdjustments(prepared, history, contributions);
        engagement += AddLimit(
            EngagementLimit,
            ScoreDimension.Engagement,
            engagement,
            model.MaxEngagement,
            contributions
        );
        return new Score(fit, engagement, contributions);
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

    private static int AddFit(PreparedModel model, LeadFacts facts, List<Contribution> contributions)
    {
        var taken = new bool[model.GroupCount];
        var sum = 0;
        foreach (var fit in model.Fit)
        {
            if ((fit.Group is { } group && taken[group]) || !fit.Matches(facts))
            {
                continue;
            }
            if (fit.Group is { } matched)
            {
                taken[matched] = true;
            }
            var criterion = fit.Criterion;
            contributions.Add(new(criterion.Key, criterion.Label, ScoreDimension.Fit, criterion.Points, []));
            sum += criterion.Points;
        }
        return sum;
    }

    private static int AddEngagement(
        PreparedModel model,
        List<Touchpoint> history,
        DateTimeOffset at,
        List<Contribution> contributions
    )
    {
        var tallies = new EngagementTally?[model.Engagement.Length];
        foreach (var touchpoint in history)
        {
            if (!model.EngagementByKind.TryGetValue(touchpoint.Kind, out var candidates))
            {
                continue;
            }
            foreach (var index in candidates)
            {
                if (model.Engagement[index].Matches(touchpoint))
                {
                    (tallies[index] ??= new EngagementTally(model.Engagement[index], at)).Add(touchpoint);
                }
            }
        }
        return AddTallies(tallies, contributions);
    }

    private static int AddTallies(EngagementTally?[] tallies, List<Contribution> contributions)
    {
        var sum = 0;
        foreach (var tally in tallies)
        {
            if (tally is not null)
            {
                var contribution = tally.ToContribution();
                contributions.Add(contribution);
                sum += contribution.Points;
            }
        }
        return sum;
    }

    private static int AddAdjustments(PreparedModel model, List<Touchpoint> history, List<Contribution> contributions)
    {
        if (!model.CountsAdjustments)
        {
            return 0;
        }
        var sum = 0;
        List<Guid>? ids = null;
        foreach (var touchpoint in history)
        {
            if (
                touchpoint is { Kind: TouchpointKinds.Adjustment, Machine: false }
                && PointsOf(touchpoint) is { } points
            )
            {
                (ids ??= []).Add(touchpoint.Id);
                sum = Math.Clamp(sum + points, -ScoringModel.ContributionMax, ScoringModel.ContributionMax);
            }
        }
        if (ids is not null)
        {
            contributions.Add(new(TouchpointKinds.Adjustment, "Adjusted by hand", ScoreDimension.Engagement, sum, ids));
        }
        return sum;
    }

    private static int? PointsOf(Touchpoint adjustment) =>
        int.TryParse(
            adjustment.Properties.GetValueOrDefault(AdjustmentPoints),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var points
        )
            ? Math.Clamp(points, -ScoringModel.AdjustmentMax, ScoringModel.AdjustmentMax)
            : null;

    private static int AddLimit(
        string key,
        ScoreDimension dimension,
        int sum,
        int? max,
        List<Contribution> contributions
    )
    {
        if (max is not { } most || sum <= most)
        {
            return 0;
        }
        var label = dimension switch
        {
            ScoreDimension.Fit => "Most that fit can give",
            ScoreDimension.Engagement => "Most that engagement can give",
        };
        contributions.Add(new(key, label, dimension, most - sum, []));
        return most - sum;
    }
}
