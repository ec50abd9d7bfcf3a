using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>What is allowed in a model and probably not meant.</summary>
internal static class ModelWarnings
{
    // Nobody reads more.
    private const int Max = 50;

    public static IReadOnlyList<string> Of(ScoringModel whole)
    {
        var model = whole.InUse();
        var all = FitWarnings
            .Of(model.Fit)
            .Concat(model.Engagement.SelectMany(Of))
            .Concat(model.Product.SelectMany(Of))
            .Concat(Thresholds(model));
        return [.. all.Take(Max)];
    }

    private static IEnumerable<string> Of(EngagementCriterion criterion)
    {
        if (criterion.Points == 0)
        {
            yield return $"engagement.{criterion.Key}: 0 points change nothing. Give it points, or remove it.";
        }
        if (criterion.MaxPoints == 0)
        {
            yield return $"engagement.{criterion.Key}: with max_points 0 it gives nothing. Raise max_points, or remove it.";
        }
    }

    private static IEnumerable<string> Of(ProductRule rule)
    {
        var most = rule.Distinct switch
        {
            DistinctCount.Kinds => rule.Kinds.Distinct(StringComparer.Ordinal).Count(),
            // So many days that begin at any hour touch one more of the calendar.
            DistinctCount.Days when rule.WithinDays is { } days => (int)Math.Ceiling(days) + 1,
            _ => int.MaxValue,
        };
        if (rule.AtLeast > most)
        {
            yield return Invariant(
                $"product.{rule.Key}: nobody can satisfy it, because there are at most {most} to count. Lower at_least."
            );
        }
    }

    private static IEnumerable<string> Thresholds(ScoringModel model)
    {
        var fit = Math.Min(FitReach.Most(model.Fit), model.MaxFit ?? int.MaxValue);
        var engagement = Math.Min(BestEngagement(model), model.MaxEngagement ?? int.MaxValue);
        if (model.MinFit > fit)
        {
            yield return TooHigh("min_fit", model.MinFit.Value, "fit", fit);
        }
        if (model.MinEngagement > engagement)
        {
            yield return TooHigh("min_engagement", model.MinEngagement.Value, "engagement", engagement);
        }
        if (model.MqlThreshold > fit + engagement)
        {
            yield return TooHigh("mql_threshold", model.MqlThreshold, "the score", fit + engagement);
        }
        if (Scorer.Score(model, LeadFacts.None, [], DateTimeOffset.UnixEpoch).Qualifies(model))
        {
            yield return "mql_threshold: a lead of which nothing is known qualifies. Raise it, or a minimum.";
        }
    }

    private static string TooHigh(string name, int asked, string what, long most) =>
        Invariant(
            $"{name}: nobody can satisfy it: {what} reaches at most {most}, and {asked} is asked for. Lower it, or raise points."
        );

    /// <summary>The most that touchpoints can give; where nothing bounds a criterion, it can give any number.</summary>
    private static long BestEngagement(ScoringModel model) =>
        model.Engagement.Where(criterion => criterion.Points > 0).Sum(MostOf);

    private static long MostOf(EngagementCriterion criterion)
    {
        long most = criterion.MaxPoints ?? ScoringModel.ContributionMax;
        // Of what has not expired, so many days hold so many touchpoints, and what is left over of them as many again.
        return criterion is { Limit: { } limit, ExpiresAfterDays: { } days }
            ? Math.Min(most, limit.Times * ((long)(days / limit.Days) + 1) * criterion.Points)
            : most;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
