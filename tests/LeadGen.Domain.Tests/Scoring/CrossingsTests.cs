using CsCheck;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class CrossingsTests
{
    private const int Cases = 2_000;

    private static readonly Gen<(ScoringModel Model, LeadFacts Facts, Touchpoint[] Touchpoints)> Leads = Gen.Select(
        ScoringGen.Models,
        ScoringGen.Leads,
        ScoringGen.Histories,
        Gen.Int[-20, 60],
        (model, facts, touchpoints, threshold) => (model with { MqlThreshold = threshold }, facts, touchpoints)
    );

    [Fact]
    public void A_lead_falls_below_at_the_very_microsecond_that_is_told() =>
        Leads.Sample(
            any =>
            {
                var (sheet, fit) = SheetOf(any);
                var falls = Crossings.Falls(sheet, fit, Now);
                AssertFirst(sheet, any, falls, sheet.Score(any.Facts, Now).Qualifies(any.Model), qualifies: true);
            },
            iter: Cases
        );

    [Fact]
    public void A_lead_rises_above_at_the_very_microsecond_that_is_told() =>
        Leads.Sample(
            any =>
            {
                var (sheet, fit) = SheetOf(any);
                var rises = Crossings.Rises(sheet, fit, Now);
                AssertFirst(sheet, any, rises, !sheet.Score(any.Facts, Now).Qualifies(any.Model), qualifies: false);
            },
            iter: Cases
        );

    [Fact]
    public void What_an_unsubscription_took_away_comes_back_with_its_half_life()
    {
        var model = new ScoringModel
        {
            MqlThreshold = 90,
            Engagement = [Engagement("meeting", 100), Engagement("email_unsubscribed", -20) with { HalfLifeDays = 10 }],
        };
        var sheet = SheetOf((model, LeadFacts.None, [Touch("meeting"), Touch("email_unsubscribed", 0, 2)])).Sheet;
        // Rounded half to even, 10.5 is still 10: so much is left after 10 × log2(20 / 10.5) days.
        var expected = Now.AddDays(10 * Math.Log2(20 / 10.5));
        var rises = Crossings.Rises(sheet, 0, Now)!.Value;
        Assert.InRange((rises - expected).TotalSeconds, -1, 1);
    }

    [Fact]
    public void What_does_not_fade_crosses_nothing()
    {
        var model = new ScoringModel { MqlThreshold = 50, Engagement = [Engagement("meeting", 60)] };
        var sheet = SheetOf((model, LeadFacts.None, [Touch("meeting")])).Sheet;
        Assert.Null(Crossings.Falls(sheet, 0, Now));
        Assert.Null(Crossings.Rises(sheet, -40, Now));
    }

    private static (Scoresheet Sheet, int Fit) SheetOf(
        (ScoringModel Model, LeadFacts Facts, Touchpoint[] Touchpoints) lead
    )
    {
        var sheet = new Scoresheet(lead.Model);
        foreach (var touchpoint in lead.Touchpoints.Where(touchpoint => touchpoint.OccurredAt <= Now))
        {
            sheet.Add(touchpoint);
        }
        return (sheet, sheet.Fit(lead.Facts));
    }

    /// <summary>It is so a microsecond before, not so at it, and nowhere different before it; with none, nowhere at all.</summary>
    private static void AssertFirst(
        Scoresheet sheet,
        (ScoringModel Model, LeadFacts Facts, Touchpoint[]) lead,
        DateTimeOffset? crossing,
        bool begins,
        bool qualifies
    )
    {
        if (!begins)
        {
            Assert.Null(crossing);
            return;
        }
        var until = crossing ?? Now.AddDays(400);
        for (var part = 0; part < 200; part++)
        {
            var microseconds = (until - Now).Ticks / TimeSpan.TicksPerMicrosecond * part / 200;
            Assert.Equal(qualifies, Qualifies(Now.AddMicroseconds(microseconds)));
        }
        if (crossing is { } at)
        {
            Assert.Equal(qualifies, Qualifies(at.AddMicroseconds(-1)));
            Assert.Equal(!qualifies, Qualifies(at));
        }

        bool Qualifies(DateTimeOffset at) => sheet.Score(lead.Facts, at).Qualifies(lead.Model);
    }
}
