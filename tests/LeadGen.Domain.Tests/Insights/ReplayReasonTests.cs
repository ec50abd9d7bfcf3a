using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Insights;

public sealed class ReplayReasonTests
{
    private static readonly ProductRule Invited = new("invited", "Invited colleagues", ["product_event"], 2);

    private static readonly ScoringModel InForce = new()
    {
        MqlThreshold = 50,
        Engagement = [Engagement("meeting", 30)],
        Product = [Invited with { AtLeast = 5 }],
    };

    [Fact]
    public void A_lead_that_enters_by_a_product_rule_is_told_by_the_rule_and_not_by_its_points()
    {
        Touchpoint[] did = [Touch("product_event", 3, 1), Touch("product_event", 2, 2), Touch("meeting", 1, 3)];
        Assert.Equal(
            "Product rule “Invited colleagues”: 2 of 2 (in force: 2 of 5)",
            Why(InForce, InForce with { Product = [Invited] }, did)
        );
        Assert.Equal(
            "Product rule “Invited colleagues”: 2 of 2 (in force: no such rule)",
            Why(InForce with { Product = [] }, InForce with { Product = [Invited] }, did)
        );
    }

    [Fact]
    public void A_lead_that_leaves_because_its_rule_is_switched_off_is_told_so() =>
        Assert.Equal(
            "Product rule “Invited colleagues”: switched off (in force: 2 of 2)",
            Why(
                InForce with
                {
                    Product = [Invited],
                },
                InForce with
                {
                    Product = [Invited with { Off = true }],
                },
                [Touch("product_event", 3, 1), Touch("product_event", 2, 2)],
                enters: false
            )
        );

    [Fact]
    public void Of_a_lead_that_was_given_back_only_what_counted_since_is_told()
    {
        Touchpoint[] did = [Touch("meeting", 20, 1), Touch("meeting", 2, 2)];
        Assert.Equal(
            "30 points of 30 (in force: 30 of 50); only what followed 19 Feb 2026 counts: it was given back then",
            Why(InForce, InForce with { MqlThreshold = 30 }, did, givenBackDaysAgo: 10)
        );
    }

    /// <param name="enters">Told is the last move by the replayed model; else by the one in force.</param>
    private static string Why(
        ScoringModel before,
        ScoringModel after,
        Touchpoint[] did,
        bool enters = true,
        double? givenBackDaysAgo = null
    )
    {
        var lead = new LeadHistory();
        lead.Facts.Add(new FactStep(DateTimeOffset.MinValue, LeadFacts.None, Own: false));
        lead.Touchpoints.AddRange(did);
        if (givenBackDaysAgo is { } days)
        {
            lead.Moves.Add(
                new StageMove
                {
                    Id = Id(1),
                    LeadId = Guid.Empty,
                    From = Stage.Mql,
                    To = Stage.Recycled,
                    At = Now.AddDays(-days),
                    Trigger = MoveTrigger.Recycled,
                    Cause = MoveCause.Person,
                }
            );
        }
        var replay = new LeadReplay(enters ? after : before, ReplayOrder.AsHappened);
        replay.Walk(lead, DateTimeOffset.MinValue, Now);
        return ReplayReason.Tell(replay.Moves[^1], LeadFacts.None, did, SheetOf(before), SheetOf(after));

        Scoresheet SheetOf(ScoringModel model) => Scoresheet.Of(model, did, Now);
    }
}
