using LeadGen.Domain.Insights;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Insights;

public sealed class TestReadingTests
{
    private static readonly DateTimeOffset Began = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly First = new(2026, 11, 2);

    /// <summary>5 of 100 views become MQLs, half as many more are worth knowing: 1,468 views for each of two.</summary>
    private static readonly TestPlan Plan = new(TestGoal.Mql, 5, 50, 10);

    [Theory]
    // By the formula of Fleiss, at 5 % and 80 %: (1.96 + 0.8416)² × (p₁q₁ + p₂q₂) ÷ (p₂ − p₁)².
    [InlineData(5, 50, 1, 1468)]
    [InlineData(20, 50, 1, 291)]
    [InlineData(1, 50, 1, 7747)]
    [InlineData(5, 50, 3, 1958)]
    public void The_views_that_are_needed_follow_from_the_difference_worth_knowing(
        int rate,
        int lift,
        int comparisons,
        long views
    ) =>
        Assert.InRange(
            TestSize.Views(new TestPlan(TestGoal.Mql, rate, lift, 14), comparisons),
            views * 0.995,
            views * 1.005
        );

    [Fact]
    public void Before_anybody_has_looked_it_says_so_and_nothing_is_divided_by_nothing()
    {
        var reading = TestReading.Of(Running(), [], Began);
        Assert.Equal((TestVerdict.NoViews, 0, null), (reading.Verdict, reading.Judged.Count, reading.KnownOn));
        Assert.All(reading.SoFar, one => Assert.Null(one.Figures.Of(TestGoal.Mql).Rate));
        Assert.All(reading.SoFar, one => Assert.Null(one.Difference));
    }

    [Fact]
    public void Not_enough_says_how_many_views_and_leads_are_missing_and_about_how_many_days()
    {
        var test = Running();
        var reading = TestReading.Of(
            test,
            [Day(test, 0, 3, views: 400, leads: 40, mql: 40), Day(test, 1, 3, views: 200, leads: 20)],
            Began.AddDays(4)
        );

        Assert.Equal(TestVerdict.TooFew, reading.Verdict);
        Assert.Equal(reading.Needed - 200, reading.MissingViews);
        Assert.Equal((reading.MissingViews + 9) / 10, reading.MissingLeads);
        Assert.Equal((reading.MissingViews + 49) / 50, reading.MissingDays);
        Assert.Null(
            TestReading.Of(test, [Day(test, 0, 3, views: 400)], Began.AddDays(4)) is { MissingLeads: null } one
                ? one.MissingDays
                : 0
        );
    }

    [Fact]
    public void However_large_the_difference_looks_there_is_no_verdict_before_each_lead_had_its_days()
    {
        var test = Running();
        VariantCount[] counts =
        [
            Day(test, 0, 3, views: 2000, leads: 200, mql: 20),
            Day(test, 1, 3, views: 2000, leads: 200, mql: 160),
        ];

        // Enough on the fourth day; a week it runs at least, and ten days its leads have.
        var before = TestReading.Of(test, counts, new DateTimeOffset(2026, 11, 18, 23, 59, 0, TimeSpan.Zero));
        Assert.Equal((TestVerdict.Maturing, 0), (before.Verdict, before.Judged.Count));
        Assert.Equal((First.AddDays(6), new DateOnly(2026, 11, 19)), (before.LastDay!.Value, before.KnownOn!.Value));
        var then = TestReading.Of(test, counts, new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(TestVerdict.Better, then.Verdict);
        Assert.Equal("B", then.Best!.Figures.Variant.Name);
    }

    [Fact]
    public void What_comes_after_the_day_on_which_all_had_enough_changes_the_verdict_no_more()
    {
        var test = Running();
        VariantCount[] counts =
        [
            Day(test, 0, 9, views: 2000, leads: 200, mql: 100),
            Day(test, 1, 9, views: 2000, leads: 200, mql: 100),
        ];
        VariantCount[] more = [.. counts, Day(test, 1, 10, views: 5000, leads: 5000, mql: 5000)];
        var reading = TestReading.Of(test, more, Began.AddDays(90));
        Assert.Equal((TestVerdict.Alike, null), (reading.Verdict, reading.Best));
        Assert.Equal(100, reading.Judged[1].Figures.Mql);
        Assert.Equal(5100, reading.SoFar[1].Figures.Mql);
    }

    [Theory]
    [InlineData(100, 100, TestVerdict.Alike)]
    [InlineData(100, 180, TestVerdict.Better)]
    [InlineData(180, 100, TestVerdict.Worse)]
    [InlineData(0, 0, TestVerdict.NoneReached)]
    [InlineData(0, 60, TestVerdict.Better)]
    [InlineData(2000, 2000, TestVerdict.Alike)]
    public void Equal_reversed_nobody_and_everybody_each_have_a_verdict(long control, long other, TestVerdict verdict)
    {
        var test = Running();
        var reading = TestReading.Of(
            test,
            [
                Day(test, 0, 8, views: 2000, leads: 2000, mql: control),
                Day(test, 1, 8, views: 2000, leads: 2000, mql: other),
            ],
            Began.AddDays(60)
        );
        Assert.Equal(verdict, reading.Verdict);
        Assert.True(double.IsFinite(reading.Judged[1].Difference!.Value.Low));
    }

    [Fact]
    public void Stopped_too_early_it_never_says_anything_and_stopped_later_it_does()
    {
        VariantCount[] Counts(OfferTest test) =>
            [Day(test, 0, 8, views: 2000, leads: 200), Day(test, 1, 8, views: 2000, leads: 200, mql: 200)];

        var early = Running();
        early.Stop(Began.AddDays(5));
        Assert.Equal(TestVerdict.StoppedEarly, TestReading.Of(early, Counts(early), Began.AddDays(90)).Verdict);
        var later = Running();
        later.Stop(Began.AddDays(12));
        Assert.Equal(TestVerdict.Better, TestReading.Of(later, Counts(later), Began.AddDays(90)).Verdict);
    }

    [Fact]
    public void More_leads_than_views_make_no_rate_above_one()
    {
        var figures = new VariantFigures(Running().Control, Views: 1, Forms: 3, Leads: 3, Mql: 3, Sql: 3);
        Assert.Equal((1.0, 1.0), (figures.LeadsOfViews.Rate, figures.Of(TestGoal.Sql).Rate));
    }

    [Fact]
    public void Looked_at_every_day_a_test_of_two_equals_errs_no_more_often_than_it_says_and_naive_looks_do()
    {
        var (wrong, naive) = (0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var (test, days) = Drawn(seed, rate: 0.05, other: 0.05);
            var looks = Looks(test, days).ToList();
            wrong += looks.Any(look => look.Verdict is TestVerdict.Better or TestVerdict.Worse) ? 1 : 0;
            naive += looks.Any(look => look.SoFar[1].Sign != 0) ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 32);
        Assert.InRange(naive, 60, 400);
    }

    [Fact]
    public void A_difference_worth_knowing_is_found_in_four_of_five_tests()
    {
        var found = Enumerable
            .Range(1000, 300)
            .Select(seed => Drawn(seed, rate: 0.05, other: 0.075))
            .Count(one => Looks(one.Test, one.Days).Last().Verdict == TestVerdict.Better);
        Assert.InRange(found, 300 * 0.73, 300 * 0.87);
    }

    /// <summary>What it says at the end of each day, until there is a verdict.</summary>
    private static IEnumerable<TestReading> Looks(OfferTest test, List<VariantCount> days)
    {
        for (var day = 0; day < 60; day++)
        {
            var until = First.AddDays(day);
            var reading = TestReading.Of(
                test,
                days.FindAll(one => one.Day <= until),
                new DateTimeOffset(until.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero)
            );
            yield return reading;
            if (reading.Judged.Count > 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Sixty days of a hundred views for each of two.</summary>
    private static (OfferTest Test, List<VariantCount> Days) Drawn(int seed, double rate, double other)
    {
        var (test, dice) = (Running(), new Random(seed));
        return (test, [.. Enumerable.Range(0, 60).SelectMany(day => new[] { Of(day, 0, rate), Of(day, 1, other) })]);

        VariantCount Of(int day, int place, double chance)
        {
            var hits = Enumerable.Range(0, 100).Count(_ => dice.NextDouble() < chance);
            return Day(test, place, day, views: 100, leads: hits, mql: hits);
        }
    }

    private static OfferTest Running()
    {
        var offer = Offer.Create(
            "guide",
            new OfferContent(
                OfferKind.Ebook,
                "A guide",
                "What you get.",
                "",
                "Get it",
                FormIntent.Content,
                OfferDepth.Early,
                [new("email", true)],
                Delivery.Nothing
            ),
            Began
        );
        offer.Publish(Began);
        var test = OfferTest.Create(offer.Id, Plan, Began);
        test.Change(test.Variants[1] with { Words = new VariantWords(Title: "Another") }, Began);
        test.Start(offer, Began);
        return test;
    }

    private static VariantCount Day(OfferTest test, int place, int day, long views = 0, long leads = 0, long mql = 0) =>
        new(test.Variants[place].Id, First.AddDays(day), views, leads, leads, mql);
}
