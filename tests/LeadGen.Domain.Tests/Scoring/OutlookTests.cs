using CsCheck;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class OutlookTests
{
    private static readonly Gen<(ScoringModel Model, LeadFacts Facts, Touchpoint[] Touchpoints)> Leads = Gen.Select(
        ScoringGen.Models,
        ScoringGen.Leads,
        ScoringGen.Histories,
        Gen.Int[-20, 60],
        (model, facts, touchpoints, threshold) => (model with { MqlThreshold = threshold }, facts, touchpoints)
    );

    [Fact]
    public void Each_day_of_the_curves_is_the_score_of_that_day_of_what_happened_so_far() =>
        Gen.Select(Leads, ScoringGen.Recycles, Gen.Int[0, Outlook.Days])
            .Sample(
                (lead, after, day) =>
                {
                    var outlook = new Outlook(Scoresheet.Of(lead.Model, lead.Touchpoints, Now), lead.Facts, Now, after);
                    var past = lead.Touchpoints.Where(touchpoint => touchpoint.OccurredAt <= Now).ToList();
                    var then = Now.AddDays(day);
                    Assert.Equal(
                        Scorer.Score(lead.Model, lead.Facts, past, then, after).Total,
                        outlook.Qualifying()[day]
                    );
                    var given = Scorer.Score(lead.Model, lead.Facts, past, then).Contributions;
                    Assert.All(
                        outlook.Fading(),
                        curve => Assert.Equal(given.Single(one => one.Criterion == curve.Key).Points, curve.Value[day])
                    );
                },
                iter: 2_000
            );

    [Fact]
    public void A_lead_that_qualifies_can_only_fall_and_one_that_does_not_can_only_rise() =>
        Gen.Select(Leads, ScoringGen.Recycles)
            .Sample(
                (lead, after) =>
                {
                    var outlook = new Outlook(Scoresheet.Of(lead.Model, lead.Touchpoints, Now), lead.Facts, Now, after);
                    var qualifies = outlook.QualifyingAt(Now).Qualifies(lead.Model);
                    var (falls, rises) = (outlook.FallsAt, outlook.RisesAt);
                    Assert.Null(qualifies ? rises : falls);
                    if ((falls ?? rises) is { } change)
                    {
                        Assert.Equal(qualifies, outlook.QualifyingAt(change.AddMicroseconds(-1)).Qualifies(lead.Model));
                        Assert.NotEqual(qualifies, outlook.QualifyingAt(change).Qualifies(lead.Model));
                    }
                },
                iter: 2_000
            );

    [Fact]
    public void Of_a_touchpoint_half_is_left_after_its_half_life_and_nothing_once_it_expired()
    {
        var meeting = Engagement("meeting", 40) with { HalfLifeDays = 30, ExpiresAfterDays = 60 };
        Assert.Equal(40, Outlook.Worth(meeting, TimeSpan.Zero));
        Assert.Equal(20, Outlook.Worth(meeting, TimeSpan.FromDays(30)));
        Assert.Equal(10, Outlook.Worth(meeting, TimeSpan.FromDays(60)));
        Assert.Equal(0, Outlook.Worth(meeting, TimeSpan.FromDays(60) + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void What_happens_later_is_not_looked_at()
    {
        var model = Model(Engagement("meeting", 60)) with { MqlThreshold = 50 };
        var outlook = new Outlook(Scoresheet.Of(model, [Touch("meeting", daysAgo: -3)], Now), LeadFacts.None, Now);
        Assert.Null(outlook.RisesAt);
        Assert.All(outlook.Qualifying(), total => Assert.Equal(0, total));
    }
}
