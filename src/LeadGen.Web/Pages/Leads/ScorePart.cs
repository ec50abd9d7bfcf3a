using System.Globalization;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;

namespace LeadGen.Web.Pages.Leads;

/// <summary>One number of a score, opened: the rule that gave it and what it was given for.</summary>
/// <param name="Rule">In words.</param>
/// <param name="Touchpoints">The newest of those that count.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Curve">What it gives of each day ahead, where that changes by time alone.</param>
public sealed record ScorePart(
    Contribution Given,
    string Rule,
    IReadOnlyList<ScoredTouchpoint> Touchpoints,
    int Count,
    IReadOnlyList<int>? Curve
)
{
    private const int TouchpointsMax = 20;

    public bool HasRule => Given.Criterion is not (Scorer.FitLimit or Scorer.EngagementLimit);

    public static IReadOnlyList<ScorePart> Of(ExplainedScore explained, OfferTitles titles)
    {
        var touched = explained.Touchpoints.ToDictionary(touchpoint => touchpoint.Id);
        var curves = explained.Outlook.Fading();
        return
        [
            .. explained
                .Score.Contributions.OrderBy(one => one.Dimension)
                .ThenByDescending(one => one.Points)
                .Select(one => Of(one, explained, touched, curves, titles)),
        ];
    }

    private static ScorePart Of(
        Contribution one,
        ExplainedScore explained,
        Dictionary<Guid, Touchpoint> touched,
        IReadOnlyDictionary<string, IReadOnlyList<int>> curves,
        OfferTitles titles
    )
    {
        var criterion =
            one.Dimension == ScoreDimension.Engagement
                ? explained.By.Model.Engagement.FirstOrDefault(criterion => criterion.Key == one.Criterion)
                : null;
        var newest = one
            .Touchpoints.Select(id => touched[id])
            .OrderByDescending(touchpoint => touchpoint.OccurredAt)
            .ThenByDescending(touchpoint => touchpoint.Id)
            .Take(TouchpointsMax)
            .Select(touchpoint => ScoredTouchpoint.Of(touchpoint, criterion, explained.AsOf, titles));
        return new ScorePart(
            one,
            RuleOf(one, criterion, explained.By.Model),
            [.. newest],
            one.Touchpoints.Count,
            criterion is not null && curves.TryGetValue(one.Criterion, out var curve) && curve.Any(at => at != curve[0])
                ? curve
                : null
        );
    }

    private static string RuleOf(Contribution one, EngagementCriterion? engagement, ScoringModel model)
    {
        if (engagement is not null)
        {
            var bounds = CriterionWords.Bounds(engagement);
            return $"{CriterionWords.Of(engagement)}: {Words.Points(engagement.Points)} each time{(bounds.Length > 0 ? ", " + bounds : "")}";
        }

        return one.Criterion switch
        {
            Scorer.FitLimit => $"Fit gives at most {Words.Number(model.MaxFit ?? 0)} in all.",
            Scorer.EngagementLimit => $"Engagement gives at most {Words.Number(model.MaxEngagement ?? 0)} in all.",
            TouchpointKinds.Adjustment when one.Dimension == ScoreDimension.Engagement =>
                "Points that colleagues gave by hand, each with a reason.",
            _ => RuleOf(model.Fit.First(fit => fit.Key == one.Criterion)),
        };
    }

    private static string RuleOf(FitCriterion fit) =>
        $"{CriterionWords.Of(fit)}: {Words.Points(fit.Points)}{(fit.Group is null ? "" : $", as the first of the group {fit.Group} that matches")}";
}

/// <summary>A touchpoint behind a number.</summary>
/// <param name="Worth">In points as of the instant that is asked, with their sign.</param>
public sealed record ScoredTouchpoint(string What, DateTimeOffset At, string Worth)
{
    public static ScoredTouchpoint Of(
        Touchpoint touchpoint,
        EngagementCriterion? criterion,
        DateTimeOffset asOf,
        OfferTitles titles
    )
    {
        var worth = criterion is null
            ? int.Parse(touchpoint.Properties[Scorer.AdjustmentPoints], CultureInfo.InvariantCulture)
            : Outlook.Worth(criterion, asOf - touchpoint.OccurredAt);
        return new ScoredTouchpoint(
            TouchpointWords.Of(touchpoint.Kind, titles.Of(touchpoint.Offer), touchpoint.Path, touchpoint.Properties),
            touchpoint.OccurredAt,
            worth.ToString("+#,0.#;−#,0.#;0", CultureInfo.InvariantCulture)
        );
    }
}

/// <summary>How points go on from an instant, day by day.</summary>
/// <param name="Label">What the points are of, such as "The score".</param>
/// <param name="Start">What the first day is called.</param>
public sealed record PointsCurve(
    string Label,
    IReadOnlyList<int> Points,
    DateTimeOffset At,
    string Start,
    string Class,
    int? Threshold = null
)
{
    private const int ShortestDays = 7;

    /// <summary>The first day from which nothing is left; null where something is.</summary>
    public int? GoneOn =>
        Points[^1] != 0 ? null : Points.Count - Points.Reverse().TakeWhile(points => points == 0).Count();

    /// <summary>How many days are drawn: where nothing is left no more is to be seen.</summary>
    public int Days =>
        Threshold is null && GoneOn is { } gone
            ? Math.Max(ShortestDays, Math.Min(gone + 1, Points.Count - 1))
            : Points.Count - 1;
}
