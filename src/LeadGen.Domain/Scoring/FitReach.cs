namespace LeadGen.Domain.Scoring;

/// <summary>How much fit a model can give to one lead.</summary>
internal static class FitReach
{
    // Beyond this a value by value look would take too long, and the sum of all points must do.
    private const int ValuesMax = 2_000;

    /// <summary>The most that these criteria can give, or a little more: it errs to the high side.</summary>
    public static long Most(IReadOnlyList<FitCriterion> criteria)
    {
        var alternatives = criteria
            .Where(criterion => criterion.Group is not null)
            .GroupBy(criterion => criterion.Group, StringComparer.Ordinal)
            .Sum(group => (long)Math.Max(0, group.Max(criterion => criterion.Points)));
        var others = criteria
            .Where(criterion => criterion.Group is null)
            .GroupBy(criterion => criterion.Fact, StringComparer.Ordinal)
            .Sum(fact => MostOfFact([.. fact]));
        return alternatives + others;
    }

    private static long MostOfFact(List<FitCriterion> criteria)
    {
        var missing = Sum(criteria.Where(criterion => criterion.Operator == FactOperator.IsMissing));
        // A text can contain anything at once, and a lead may be like several personas.
        var combines = criteria.Exists(criterion =>
            criterion.Operator == FactOperator.Contains || criterion.Conditions is not null
        );
        if (combines || criteria.Sum(criterion => criterion.Values.Count) > ValuesMax)
        {
            return Math.Max(missing, Sum(criteria.Where(criterion => criterion.Points > 0)));
        }
        var prepared = criteria.ConvertAll(criterion => new PreparedFit(criterion, null));
        return ExampleValues
            .Of(criteria.SelectMany(criterion => criterion.Asked))
            .Select(value => Sum(prepared.Where(fit => fit.Matches(value)).Select(fit => fit.Criterion)))
            .Append(missing)
            .Max();
    }

    private static long Sum(IEnumerable<FitCriterion> criteria) => criteria.Sum(criterion => (long)criterion.Points);
}
