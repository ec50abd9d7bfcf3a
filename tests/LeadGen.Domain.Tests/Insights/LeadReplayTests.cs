using CsCheck;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Tests.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests.Insights;

public sealed class LeadReplayTests
{
    private const int Version = 7;
    private static readonly DateTimeOffset Now = ScoringData.Now;

    private static readonly Gen<HandoffVerb?> Deeds = Gen.OneOf<HandoffVerb?>(
        Gen.Const((HandoffVerb?)null),
        Gen.OneOf<HandoffVerb?>(
            HandoffVerb.Qualify,
            HandoffVerb.Recycle,
            HandoffVerb.Recycle,
            HandoffVerb.Reject,
            HandoffVerb.Disqualify
        )
    );

    private static readonly Gen<LivedLead> Lives = Gen.Select(
        ScoringGen.Models,
        Gen.Int[-10, 60],
        ScoringGen.Leads,
        ScoringGen.Histories,
        Gen.Int[0, 40].Array[15],
        Deeds.Array[15],
        Gen.Bool.Array[15],
        (model, threshold, facts, touchpoints, lags, deeds, asks) =>
            new LivedLead(
                model with
                {
                    MqlThreshold = threshold,
                    Product = [new("twice", "Twice", ["page_view"], AtLeast: 2, WithinDays: 3)],
                },
                facts,
                [
                    .. touchpoints.Select(
                        (one, index) =>
                            one with
                            {
                                RecordedAt = one.OccurredAt.AddDays(lags[index]),
                                Kind = asks[index] && one.Kind == "meeting" ? "form_submitted" : one.Kind,
                                Properties = asks[index]
                                    ? new Dictionary<string, string> { ["intent"] = "demo", ["points"] = "5" }
                                    : one.Properties,
                            }
                    ),
                ],
                deeds
            )
    );

    /// <summary>
    /// A lead lives through its history as the app does it: at each touchpoint that is told the pure flow looks at it, at each crossing
    /// that it foretold again, and sales does something now and then. Replayed by what was recorded, the same moves come out.
    /// </summary>
    [Fact]
    public void Replaying_a_version_over_its_own_time_gives_the_moves_that_it_made() =>
        Lives.Sample(
            life =>
            {
                var lived = life.Live(Version, Now.AddDays(60));
                var replay = new LeadReplay(life.Model, ReplayOrder.AsRecorded, Version);
                replay.Walk(lived.History, DateTimeOffset.MinValue, Now.AddDays(60));
                Assert.Equal(lived.ByModel, replay.Moves.Select(move => (move.Kind, move.At)));
            },
            iter: 5_000
        );

    [Fact]
    public void Rises_of_the_score_tell_when_any_other_threshold_would_have_been_crossed() =>
        Gen.Select(Lives, Gen.Int[-10, 60])
            .Sample(
                (life, other) =>
                {
                    // What time alone would do is only known for the threshold of the model itself.
                    var plain = life.Model with
                    {
                        Product = [],
                        Engagement =
                        [
                            .. life.Model.Engagement.Select(one => one with { Points = Math.Abs(one.Points) }),
                        ],
                    };
                    var lived = life.Live(Version, Now.AddDays(60));
                    var swept = new LeadReplay(plain, ReplayOrder.AsHappened) { Sweeps = true };
                    swept.Walk(lived.History, DateTimeOffset.MinValue, Now.AddDays(60));
                    var tried = new LeadReplay(plain with { MqlThreshold = other }, ReplayOrder.AsHappened);
                    tried.Walk(lived.History, DateTimeOffset.MinValue, Now.AddDays(60));
                    Assert.Equal(
                        tried.Moves.Select(move => move.At),
                        swept.Rises.Where(rise => rise.To >= other && !(rise.From >= other)).Select(rise => rise.At)
                    );
                },
                iter: 5_000
            );

    [Fact]
    public void A_lead_that_asked_for_sales_outright_is_no_mql_by_the_same_form()
    {
        var model = new ScoringModel { MqlThreshold = 10, Engagement = [ScoringData.Engagement("form_submitted", 50)] };
        var history = new LeadHistory();
        history.Facts.Add(new FactStep(DateTimeOffset.MinValue, LeadFacts.None, Own: false));
        history.Touchpoints.Add(ScoringData.Touch("form_submitted", properties: ("intent", "demo")));
        var replay = new LeadReplay(model, ReplayOrder.AsHappened);
        replay.Walk(history, DateTimeOffset.MinValue, Now.AddDays(1));
        Assert.Empty(replay.Moves);

        history.Touchpoints[0] = ScoringData.Touch("form_submitted", properties: ("intent", "content"));
        replay.Walk(history, DateTimeOffset.MinValue, Now.AddDays(1));
        Assert.Equal(QualificationKind.Mql, Assert.Single(replay.Moves).Kind);
    }

    [Fact]
    public void What_was_told_late_counts_where_it_happened_but_is_known_only_once_it_was_told()
    {
        var model = new ScoringModel { MqlThreshold = 10, Engagement = [ScoringData.Engagement("meeting", 50)] };
        var history = new LeadHistory();
        history.Facts.Add(new FactStep(DateTimeOffset.MinValue, LeadFacts.None, Own: false));
        history.Touchpoints.Add(ScoringData.Touch("meeting", 20) with { RecordedAt = Now.AddDays(-5) });
        Assert.Equal(Now.AddDays(-20), CrossedAt(ReplayOrder.AsHappened));
        Assert.Equal(Now.AddDays(-5), CrossedAt(ReplayOrder.AsRecorded));

        DateTimeOffset CrossedAt(ReplayOrder order)
        {
            var replay = new LeadReplay(model, order);
            replay.Walk(history, DateTimeOffset.MinValue, Now);
            return Assert.Single(replay.Moves).At;
        }
    }
}
