using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Insights;

public enum TestVerdict
{
    /// <summary>Nobody has looked yet.</summary>
    NoViews,

    /// <summary>Too few views for any verdict.</summary>
    TooFew,

    /// <summary>Enough views; the leads among them still have time to come to sales.</summary>
    Maturing,

    /// <summary>It was stopped before it was large enough: it says nothing.</summary>
    StoppedEarly,

    /// <summary>No lead of any variant reached the goal.</summary>
    NoneReached,

    /// <summary>What differs may well be chance.</summary>
    Alike,

    /// <summary>A variant is better than the offer as it stands.</summary>
    Better,

    /// <summary>None is better, and one at least is worse.</summary>
    Worse,
}

/// <summary>A variant beside the control.</summary>
/// <param name="Difference">Of their rates by views, with the certainty at which the test is judged; null where one has no views.</param>
public sealed record VariantBeside(VariantFigures Figures, (double Low, double High)? Difference)
{
    public int Sign =>
        Difference switch
        {
            { Low: > 0 } => 1,
            { High: < 0 } => -1,
            _ => 0,
        };
}

/// <summary>
/// What a test says at a moment. It is judged once, by the views and leads up to the day on which every variant had as many views as the
/// plan asks for, each lead after the same number of days. Neither depends on how the variants fare, so looking at it
/// before, however often, makes no verdict.
/// </summary>
public sealed class TestReading
{
    private readonly OfferTest _test;

    private TestReading(OfferTest test, IReadOnlyCollection<VariantCount> counts, DateTimeOffset now)
    {
        _test = test;
        Needed = TestSize.Views(test.Plan, test.Variants.Count - 1);
        SoFar = Beside(counts);
        var full = FullOn(counts);
        if (full is { } day && !(test.StoppedAt is { } stopped && DayOf(stopped) < day))
        {
            (LastDay, KnownOn) = (day, day.AddDays(test.Plan.Days + 1));
        }

        var isKnown = DayOf(now) >= KnownOn;
        Judged = isKnown ? Beside([.. counts.Where(count => count.Day <= LastDay)]) : [];
        Verdict = isKnown ? Judge() : Wait();
        if (Verdict is TestVerdict.TooFew)
        {
            Missing(now);
        }
    }

    public TestVerdict Verdict { get; }

    /// <summary>The control first.</summary>
    public IReadOnlyList<VariantBeside> SoFar { get; }

    /// <summary>By what was judged; empty until then.</summary>
    public IReadOnlyList<VariantBeside> Judged { get; }

    /// <summary>Of the variants that are better than the control the one with the highest rate.</summary>
    public VariantBeside? Best { get; private set; }

    /// <summary>The views that each variant needs.</summary>
    public long Needed { get; }

    /// <summary>What is judged came up to this day.</summary>
    public DateOnly? LastDay { get; }

    /// <summary>From this day on there is a verdict.</summary>
    public DateOnly? KnownOn { get; }

    /// <summary>So many views the variant that lags most still needs.</summary>
    public long MissingViews { get; private set; }

    /// <summary>About so many leads come of them; null where no lead has come yet.</summary>
    public long? MissingLeads { get; private set; }

    /// <summary>About so many days that takes at the rate so far; null where a variant has no views.</summary>
    public long? MissingDays { get; private set; }

    /// <param name="counts">Of the variants of the test, in any order.</param>
    public static TestReading Of(OfferTest test, IReadOnlyCollection<VariantCount> counts, DateTimeOffset now) =>
        new(test, counts, now);

    private TestVerdict Wait() =>
        KnownOn is not null ? TestVerdict.Maturing
        : _test.State == TestState.Stopped ? TestVerdict.StoppedEarly
        : SoFar.All(one => one.Figures.Views == 0) ? TestVerdict.NoViews
        : TestVerdict.TooFew;

    private TestVerdict Judge()
    {
        if (Judged.All(one => one.Figures.Reached(_test.Plan.Goal) == 0))
        {
            return TestVerdict.NoneReached;
        }

        Best = Judged.Skip(1).Where(one => one.Sign > 0).MaxBy(one => one.Figures.Of(_test.Plan.Goal).Rate);
        return Best is not null ? TestVerdict.Better
            : Judged.Any(one => one.Sign < 0) ? TestVerdict.Worse
            : TestVerdict.Alike;
    }

    private List<VariantBeside> Beside(IReadOnlyCollection<VariantCount> counts)
    {
        var (goal, z) = (_test.Plan.Goal, TestSize.Z(_test.Variants.Count - 1));
        var control = VariantFigures.Sum(_test.Control, counts);
        return
        [
            new(control, null),
            .. _test
                .Others.Select(variant => VariantFigures.Sum(variant, counts))
                .Select(figures => new VariantBeside(
                    figures,
                    Difference.Interval(figures.Of(goal), control.Of(goal), z)
                )),
        ];
    }

    /// <summary>The first day at whose end every variant had its views and the test a week; null where that has not come.</summary>
    private DateOnly? FullOn(IReadOnlyCollection<VariantCount> counts)
    {
        if (_test.StartedAt is not { } started)
        {
            return null;
        }

        var full = DayOf(started).AddDays(TestSize.DaysMin - 1);
        foreach (var variant in _test.Variants)
        {
            var (views, reached) = (0L, (DateOnly?)null);
            foreach (var day in counts.Where(one => one.Variant == variant.Id).OrderBy(one => one.Day))
            {
                views += day.Views;
                if (views >= Needed)
                {
                    reached = day.Day;
                    break;
                }
            }

            if (reached is not { } at)
            {
                return null;
            }

            full = at > full ? at : full;
        }

        return full;
    }

    private void Missing(DateTimeOffset now)
    {
        var days = Math.Max(1, (now - _test.StartedAt!.Value).TotalDays);
        var (views, leads) = (SoFar.Sum(one => one.Figures.Views), SoFar.Sum(one => one.Figures.Leads));
        var left = 0.0;
        foreach (var figures in SoFar.Select(one => one.Figures))
        {
            var missing = Math.Max(0, Needed - figures.Views);
            MissingViews = Math.Max(MissingViews, missing);
            left = Math.Max(left, missing == 0 ? 0 : missing / (figures.Views / days));
        }

        MissingDays = double.IsFinite(left) ? (long)Math.Ceiling(left) : null;
        MissingLeads = leads == 0 ? null : (long)Math.Ceiling((double)MissingViews * leads / views);
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
