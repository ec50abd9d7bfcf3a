using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>
/// Names the smallest thing that would qualify a lead. Every answer was tried: applied, it does. On a model whose touchpoints and
/// facts are few, no fewer steps do; on a large one those that give most are looked at, so that an answer never takes long.
/// </summary>
public static class WhyNot
{
    /// <summary>What takes more steps is far away, and told so.</summary>
    public const int StepsMax = 5;

    private const int TriedMax = 500;

    // All pairs of these are tried; a model has fewer, or the rest gives less.
    private const int PairedMax = 60;

    /// <summary>What the lead lacks, or null where it qualifies.</summary>
    /// <param name="after">As with <see cref="Scorer.Score"/>: after a recycle only what followed qualifies.</param>
    public static Missing? Explain(
        ScoringModel model,
        LeadFacts facts,
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after = null
    )
    {
        var now = at > after || after is null ? at : after.Value.AddTicks(1);
        var lead = new Trial(model, facts, TouchpointHistory.InOrder(touchpoints, now, after), now);
        return lead.Score.Qualifies(model) ? null : MissingSentence.Tell(model, lead.Score, FewestSteps(lead));
    }

    private static List<MissingStep> FewestSteps(Trial lead)
    {
        var singles = PossibleSteps.For(lead.Model, lead.Facts, lead.At).Take(TriedMax).Select(lead.With).ToList();
        return Smallest(singles) ?? More(lead, singles) ?? [];
    }

    /// <summary>
    /// From two steps on not every set is scored. Facts and touchpoints do not know of each other: with so many facts the greatest
    /// fit leaves the least to touchpoints, and of these the least that is enough is taken. Only where two steps do is the
    /// smallest of all pairs looked for.
    /// </summary>
    private static List<MissingStep>? More(Trial lead, List<Trial> singles)
    {
        var (model, steps) = (lead.Model, Different(singles).Select(trial => trial.Steps[0]).ToList());
        var fits = FitSteps.Best(model, lead.Facts, steps);
        var engagement = new EngagementSteps(model, lead.Touchpoints, lead.At, steps);
        for (var count = 2; count <= StepsMax; count++)
        {
            var ways =
                from facts in Enumerable.Range(0, Math.Min(count + 1, fits.Count))
                let fit = fits[facts]
                where !(fit.Fit < model.MinFit)
                let needed = Math.Max(model.MqlThreshold - fit.Fit, model.MinEngagement ?? int.MinValue)
                let found = engagement.Find(count - facts, needed)
                where found is not null
                orderby fit.Fit + found.Value.Engagement
                select found.Value.Steps.Concat(fit.Steps).Aggregate(lead, (trial, step) => trial.With(step));
            if (ways.FirstOrDefault() is { } way && way.Score.Qualifies(model))
            {
                return (count == 2 ? Smallest(Pairs(singles)) : null) ?? way.Steps;
            }
        }
        return null;
    }

    private static IEnumerable<Trial> Pairs(List<Trial> singles)
    {
        var best = Different(singles).OrderByDescending(trial => trial.Score.Total).Take(PairedMax).ToList();
        for (var first = 0; first < best.Count; first++)
        {
            for (var second = first; second < best.Count; second++)
            {
                var step = best[second].Steps[0];
                if (step.Fact is null || step.Fact != best[first].Steps[0].Fact)
                {
                    yield return best[first].With(step);
                }
            }
        }
    }

    // Two values of a fact that give the same, and leave the same to be done, are one step.
    private static IEnumerable<Trial> Different(List<Trial> singles) =>
        singles.DistinctBy(trial =>
            (trial.Steps[0].Fact, trial.Steps[0].Touchpoint, trial.Steps[0].Fact is null ? "" : trial.FitSoFar)
        );

    /// <summary>The steps of the trial that qualifies with the fewest points, the first of equals.</summary>
    private static List<MissingStep>? Smallest(IEnumerable<Trial> trials)
    {
        Trial? smallest = null;
        foreach (var trial in trials)
        {
            if (trial.Score.Qualifies(trial.Model) && (smallest is null || trial.Score.Total < smallest.Score.Total))
            {
                smallest = trial;
            }
        }
        return smallest?.Steps;
    }

    /// <summary>A lead as it would be after some steps.</summary>
    private sealed class Trial(ScoringModel model, LeadFacts facts, List<Touchpoint> touchpoints, DateTimeOffset at)
    {
        public ScoringModel Model => model;

        public LeadFacts Facts => facts;

        public DateTimeOffset At => at;

        public List<Touchpoint> Touchpoints => touchpoints;

        public Score Score { get; } = Scorer.Score(model, facts, touchpoints, at);

        public List<MissingStep> Steps { get; private init; } = [];

        /// <summary>Which conditions of criteria hold, whether they count already or only once something else is known.</summary>
        public string FitSoFar =>
            string.Join(
                ' ',
                PreparedModel.Of(model).Fit.Select(fit => Convert.ToString(fit.Holding(facts), toBase: 16))
            );

        public Trial With(MissingStep step)
        {
            var numbered = step with { Touchpoint = Numbered(step.Touchpoint) };
            var next = numbered.Touchpoint is { } touchpoint
                ? new Trial(model, facts, [.. touchpoints, touchpoint], at) { Steps = [.. Steps] }
                : new Trial(model, facts.With(step.Fact!, step.Value!), touchpoints, at) { Steps = [.. Steps] };
            var points = next.Score.Total - Score.Total;
            next.Steps.Add(
                numbered with
                {
                    Label = points == 0 && PersonaOf(step.Fact) is { } persona ? persona : RaisedMost(next.Score),
                    Points = points,
                }
            );
            return next;
        }

        // The same step may be taken twice, and no two touchpoints share an id.
        private Touchpoint? Numbered(Touchpoint? touchpoint) =>
            touchpoint is null ? null : touchpoint with { Id = PossibleSteps.IdOf(Steps.Count) };

        // A fact may be one of several that make a persona, and do nothing by itself.
        private string? PersonaOf(string? fact) =>
            model
                .Fit.FirstOrDefault(one => !one.Off && one.Conditions?.Any(condition => condition.Fact == fact) == true)
                ?.Label;

        private string RaisedMost(Score next) =>
            next.Contributions.Select(one => (one.Dimension, one.Criterion, one.Label, one.Points))
                .Concat(
                    Score.Contributions.Select(one => (one.Dimension, one.Criterion, one.Label, Points: -one.Points))
                )
                .GroupBy(one => (one.Dimension, one.Criterion, one.Label))
                .MaxBy(criterion => criterion.Sum(one => one.Points))
                ?.Key.Label
            ?? "";
    }
}
