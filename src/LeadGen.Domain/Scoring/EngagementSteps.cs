using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>
/// What some more touchpoints would make of a lead's engagement. Touchpoints that match the same criteria do the same, and what a
/// criterion gives depends on nothing but how many more of them match it: each is asked once, and all sets are sums of the answers.
/// </summary>
internal sealed class EngagementSteps
{
    // So many different touchpoints, in all sets of five, are tried in a few milliseconds; a model has fewer, or the rest gives less.
    private const int TriedMax = 20;

    private readonly ScoringModel _model;
    private readonly int _now;
    private readonly List<Option> _options = [];

    // Of each criterion, what it gives with so many more touchpoints.
    private readonly int[]?[] _points;

    /// <param name="touchpoints">Of the lead, in order of time.</param>
    public EngagementSteps(ScoringModel model, List<Touchpoint> touchpoints, DateTimeOffset at, List<MissingStep> steps)
    {
        _model = model;
        var (sheet, prepared) = (new Scoresheet(model), PreparedModel.Of(model));
        sheet.Put(touchpoints);
        var points = new int[prepared.Engagement.Length];
        _now = sheet.UnlimitedEngagement(at.UtcTicks, long.MinValue, points);
        _points = new int[points.Length][];
        foreach (var step in steps.Where(step => step.Touchpoint is not null))
        {
            int[] matched =
            [
                .. prepared
                    .EngagementByKind.GetValueOrDefault(step.Touchpoint!.Kind, [])
                    .Where(criterion => prepared.Engagement[criterion].Matches(step.Touchpoint)),
            ];
            if (!_options.Exists(option => option.Criteria.SequenceEqual(matched)))
            {
                Ask(sheet, touchpoints, at, step.Touchpoint, matched);
                _options.Add(new Option(step, matched));
            }
        }
        var best = _options.OrderByDescending(First).Take(TriedMax).ToList();
        _options.RemoveAll(option => !best.Contains(option));
    }

    /// <summary>So many touchpoints that bring engagement to the least that is enough.</summary>
    /// <returns>Null where none do.</returns>
    public (int Engagement, IReadOnlyList<MissingStep> Steps)? Find(int count, int needed)
    {
        if (needed > _model.MaxEngagement)
        {
            return null;
        }
        var search = new Search(this, needed, count);
        search.Go(0, count, _now);
        return search.Found is { } found
            ? (Math.Min(search.Least, _model.MaxEngagement ?? int.MaxValue), [.. found.Select(at => _options[at].Step)])
            : null;
    }

    private void Ask(Scoresheet sheet, List<Touchpoint> touchpoints, DateTimeOffset at, Touchpoint more, int[] criteria)
    {
        var asked = criteria.Where(criterion => _points[criterion] is null).ToList();
        if (asked.Count == 0)
        {
            return;
        }
        asked.ForEach(criterion => _points[criterion] = new int[WhyNot.StepsMax + 1]);
        sheet.Put(touchpoints);
        var points = new int[_points.Length];
        for (var number = 0; number <= WhyNot.StepsMax; number++)
        {
            sheet.UnlimitedEngagement(at.UtcTicks, long.MinValue, points);
            asked.ForEach(criterion => _points[criterion]![number] = points[criterion]);
            sheet.Add(more);
        }
    }

    private int First(Option option) =>
        option.Criteria.Sum(criterion => _points[criterion]![1] - _points[criterion]![0]);

    private sealed record Option(MissingStep Step, int[] Criteria);

    /// <summary>Goes through all sets of so many touchpoints, some of them perhaps alike.</summary>
    private sealed class Search(EngagementSteps steps, int needed, int count)
    {
        private readonly int[] _more = new int[steps._points.Length];
        private readonly int[] _chosen = new int[count];

        public int Least { get; private set; } = int.MaxValue;

        public int[]? Found { get; private set; }

        public void Go(int from, int left, int engagement)
        {
            if (left == 0)
            {
                if (engagement >= needed && engagement < Least)
                {
                    (Least, Found) = (engagement, [.. _chosen]);
                }
                return;
            }
            for (var option = from; option < steps._options.Count; option++)
            {
                _chosen[count - left] = option;
                Go(option, left - 1, engagement + Take(option, 1));
                Take(option, -1);
            }
        }

        private int Take(int option, int number)
        {
            var gained = 0;
            foreach (var criterion in steps._options[option].Criteria)
            {
                var points = steps._points[criterion]!;
                gained += points[_more[criterion] + number] - points[_more[criterion]];
                _more[criterion] += number;
            }
            return gained;
        }
    }
}
