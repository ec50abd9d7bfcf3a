using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>What is allowed in fit criteria and probably not meant.</summary>
internal static class FitWarnings
{
    // Beyond this, comparing each value with each criterion would take too long.
    private const int ComparedValuesMax = 2_000;

    public static IEnumerable<string> Of(IReadOnlyList<FitCriterion> criteria) =>
        criteria.SelectMany(Of).Concat(Hidden(criteria)).Concat(Overlaps(criteria));

    private static IEnumerable<string> Of(FitCriterion criterion)
    {
        if (criterion.Points == 0)
        {
            yield return $"fit.{criterion.Key}: 0 points change nothing, but for its group. Give it points, or remove it.";
        }
        if (NumberBand.Of(criterion) is { IsEmpty: true })
        {
            yield return $"fit.{criterion.Key}: nobody can satisfy it: the first number is the higher one. Put the lower one first.";
        }
        if (NumberBand.Of(criterion) is not null && FactNames.Texts.Contains(criterion.Fact))
        {
            yield return $"fit.{criterion.Key}: nobody can satisfy it: {criterion.Fact} is a text. Use equals, one_of or contains.";
        }
    }

    /// <summary>Alternatives that never count, because one before them matches all that they do.</summary>
    private static IEnumerable<string> Hidden(IReadOnlyList<FitCriterion> criteria)
    {
        if (criteria.Sum(criterion => criterion.Values.Count) > ComparedValuesMax)
        {
            yield break;
        }
        var earlier = new List<PreparedFit>();
        foreach (var criterion in criteria.Where(one => one.Group is not null && one.Conditions is null))
        {
            if (
                earlier.Find(other => IsAlternative(criterion, other.Criterion) && Hides(other, criterion)) is
                { } hiding
            )
            {
                yield return $"fit.{criterion.Key}: nobody can satisfy it: fit.{hiding.Criterion.Key}, which stands before it in their group, matches all that it does. Move it up.";
            }
            earlier.Add(new PreparedFit(criterion, null));
        }
    }

    private static bool IsAlternative(FitCriterion one, FitCriterion other) =>
        one.Fact == other.Fact && one.Group is not null && one.Group == other.Group;

    private static bool Hides(PreparedFit earlier, FitCriterion criterion) =>
        criterion.Operator switch
        {
            FactOperator.IsMissing => earlier.Criterion.Operator == FactOperator.IsMissing,
            FactOperator.IsKnown => HidesAll(earlier),
            FactOperator.Equals or FactOperator.OneOf => criterion.Values.All(earlier.Matches),
            // What contains a word may be any longer text, so a criterion that equals it does not hide it.
            FactOperator.Contains => HidesAll(earlier)
                || (earlier.Criterion.Operator == FactOperator.Contains && criterion.Values.All(earlier.Matches)),
            FactOperator.Between or FactOperator.AtLeast or FactOperator.AtMost => HidesAll(earlier)
                || (
                    NumberBand.Of(earlier.Criterion) is { } band
                    && NumberBand.Of(criterion) is { IsEmpty: false } own
                    && band.Contains(own)
                ),
        };

    private static bool HidesAll(PreparedFit earlier) => earlier.Criterion.Operator == FactOperator.IsKnown;

    private static IEnumerable<string> Overlaps(IReadOnlyList<FitCriterion> criteria)
    {
        var bands = criteria
            .Select(criterion => (Criterion: criterion, Band: NumberBand.Of(criterion)))
            .Where(one => one.Band is { IsEmpty: false })
            .ToList();
        return bands.SelectMany(
            (one, index) =>
                bands
                    .Take(index)
                    .Where(other => other.Criterion.Fact == one.Criterion.Fact)
                    .Select(other => Overlap(other.Criterion, other.Band!, one.Criterion, one.Band!))
                    .OfType<string>()
        );
    }

    // In a group, "at least" after "between" is how one writes "else", so only bands with two ends are told.
    private static string? Overlap(FitCriterion one, NumberBand band, FitCriterion other, NumberBand otherBand)
    {
        if (band.Shared(otherBand)?.ToString(CultureInfo.InvariantCulture) is not { } example)
        {
            return null;
        }
        return !IsAlternative(one, other)
                ? $"fit.{one.Key} and fit.{other.Key} overlap: both count for {example}. Give them one group if only one should."
            : band.IsClosed && otherBand.IsClosed
                ? $"fit.{one.Key} and fit.{other.Key} overlap: for {example} only the first of them counts. Let one end before the other begins."
            : null;
    }
}
