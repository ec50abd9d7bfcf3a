using CsCheck;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Insights;

public sealed class ReplayTallyTests
{
    private static readonly ScoringModel Model = new()
    {
        MqlThreshold = 50,
        Fit =
        [
            Fit("country", FactOperator.IsKnown, 20),
            Fit("industry", FactOperator.IsKnown, 0),
            Fit("employees", FactOperator.AtLeast, 30, ["10"], group: "size", key: "large"),
            Fit("employees", FactOperator.AtLeast, 25, ["5"], group: "size", key: "small"),
        ],
        Engagement = [Engagement("meeting", 30), Engagement("webinar_attended", 10)],
    };

    [Fact]
    public void Leads_are_judged_by_their_score_when_sales_got_them_not_by_what_they_did_later()
    {
        // 20 and 30 before sales got it; the webinar came after.
        var report = Replay([Lead(good: true, handedOverDaysAgo: 5, ("meeting", 6), ("webinar_attended", 1))]);
        Assert.Equal(1, report.HandedOver[report.Scale.IndexOf(50) + 1].Good);
        Assert.Equal(1, report.Now[report.Scale.IndexOf(60) + 1].Good);
    }

    [Fact]
    public void Precision_and_recall_count_who_had_reached_the_threshold_by_then()
    {
        var report = Replay([
            Lead(good: true, 5, ("meeting", 6)),
            Lead(good: false, 5, ("meeting", 6)),
            Lead(good: true, 5, ("webinar_attended", 6)),
            Lead(good: true, 5, ("meeting", 4)),
            Lead(good: null, 0, ("meeting", 4)),
        ]);
        Assert.Equal(
            (new Share(1, 2), new Share(1, 3), new Share(3, 4)),
            (report.Quality.Precision, report.Quality.Recall, report.Quality.Base)
        );
        Assert.Equal((5, 4, 4), (report.Leads, report.Mqls, report.QualifyNow));
        Assert.Equal(new Share(2, 3), report.QualityAt(30).Precision);
    }

    [Fact]
    public void Thresholds_tell_the_mqls_a_week_that_a_replay_with_them_would_find() =>
        Gen.Select(Gen.Int[0, 40].Array[1, 3].Array[1, 12], Gen.Int[0, 90])
            .Sample(
                (leads, threshold) =>
                {
                    LeadHistory[] histories =
                    [
                        .. leads.Select(days =>
                            Lead(null, 0, [.. days.Select((day, i) => (i == 0 ? "meeting" : "webinar_attended", day))])
                        ),
                    ];
                    var swept = Replay(histories);
                    var tried = Replay(histories, Model with { MqlThreshold = threshold });
                    Assert.Equal(tried.Weeks, swept.Rises.Select(week => week[swept.Scale.IndexOf(threshold)]));
                },
                iter: 500
            );

    [Fact]
    public void A_criterion_decides_where_the_lead_would_stand_elsewhere_without_it()
    {
        // Without "large" the lead still has "small" of the same group, and 20 + 25 are short of 50 by 5.
        var report = Replay(
            [Lead(true, 5, [("employees", "12")], ("webinar_attended", 6))],
            Model with
            {
                MqlThreshold = 60,
            }
        );
        Assert.Equal(["country", "large", "webinar_attended"], Deciding(report));
        var less = Replay(
            [Lead(true, 5, [("employees", "12")], ("webinar_attended", 6))],
            Model with
            {
                MqlThreshold = 55,
            }
        );
        Assert.Equal(["country", "webinar_attended"], Deciding(less));
        Assert.Equal(0, less.Criteria.Single(one => one.Key == "large").Decides.All);
        Assert.Equal(0, report.Criteria.Single(one => one.Key == "meeting").Fires.All);
    }

    [Fact]
    public void A_criterion_that_is_mere_noise_is_ranked_last()
    {
        var model = new ScoringModel
        {
            MqlThreshold = 40,
            Fit = [Fit("employees", FactOperator.AtLeast, 20, ["10"])],
            Engagement =
            [
                Engagement("webinar_attended", 50),
                Engagement("meeting", 30),
                Engagement("email_unsubscribed", -20),
            ],
        };
        // Good and bad leads alike attend every third webinar; the rest they do as one would think.
        var random = new Random(4);
        var report = Replay(
            Enumerable
                .Range(0, 600)
                .Select(n =>
                {
                    var good = n % 2 == 0;
                    var did = new List<(string, int)>();
                    did.AddRange(n / 2 % 3 == 0 ? [("webinar_attended", 9)] : []);
                    did.AddRange(random.Next(10) < (good ? 6 : 2) ? [("meeting", 8)] : []);
                    did.AddRange(random.Next(10) < (good ? 1 : 5) ? [("email_unsubscribed", 7)] : []);
                    return Lead(good, 5, [("employees", random.Next(10) < (good ? 7 : 3) ? "50" : "5")], [.. did]);
                }),
            model
        );
        var ranked = CriterionReport.Ranked(report.Criteria, report.Quality.Base);
        Assert.Equal(4, ranked.Count(one => one.LiftOver(report.Quality.Base) is not null));
        Assert.Equal("webinar_attended", ranked[^1].Key);
        // And it pushed over more of those that sales did not want than any other.
        Assert.Equal(ranked[^1], ranked.MaxBy(one => one.PushedOver(report.Quality.Base)?.Hits ?? 0));
    }

    [Fact]
    public void Dead_weight_is_told_only_of_a_criterion_that_counts_on_leads_enough_to_tell()
    {
        var few = Replay(Enumerable.Range(0, 29).Select(_ => Lead(null, 0, [("industry", "Steel")])));
        Assert.False(few.Criteria.Single(one => one.Key == "industry").IsDeadWeight);
        var many = Replay(Enumerable.Range(0, 30).Select(_ => Lead(null, 0, [("industry", "Steel")])));
        Assert.True(many.Criteria.Single(one => one.Key == "industry").IsDeadWeight);
    }

    [Fact]
    public void Two_criteria_that_count_on_the_same_leads_are_told_as_counting_twice()
    {
        var both = Enumerable.Range(0, 40).Select(_ => Lead(null, 0, [("industry", "Steel")], ("meeting", 3)));
        var one = Enumerable.Range(0, 40).Select(_ => Lead(null, 0, ("webinar_attended", 3)));
        var report = Replay([.. both, .. one]);
        Assert.Equal("meeting", report.Criteria.Single(c => c.Key == "industry").Twin);
        Assert.Null(report.Criteria.Single(c => c.Key == "country").Twin);
    }

    [Fact]
    public void The_lift_of_the_best_tenth_is_its_rate_over_that_of_all()
    {
        var bands = new BandCount[ScoreScale.Count + 1];
        bands[10] = new BandCount(Open: 5, Good: 10, Bad: 80);
        bands[20] = new BandCount(Open: 0, Good: 10, Bad: 0);
        // The tenth of 100 judged is all good, and of all a fifth.
        Assert.Equal(5.0, ScoreLift.OfTopDecile(bands)!.Value, 1e-9);
        Assert.Null(ScoreLift.OfTopDecile(new BandCount[ScoreScale.Count + 1]));
    }

    private static IEnumerable<string> Deciding(ReplayReport report) =>
        report.Criteria.Where(one => one.Decides.All > 0).Select(one => one.Key);

    private static LeadHistory Lead(bool? good, int handedOverDaysAgo, params (string Kind, int DaysAgo)[] did) =>
        Lead(good, handedOverDaysAgo, [], did);

    private static LeadHistory Lead(
        bool? good,
        int handedOverDaysAgo,
        (string, string)[] facts,
        params (string Kind, int DaysAgo)[] did
    )
    {
        var lead = new LeadHistory
        {
            Verdict = good is { } verdict ? new SalesVerdict(verdict, Now.AddDays(-handedOverDaysAgo)) : null,
        };
        lead.Facts.Add(new FactStep(DateTimeOffset.MinValue, Facts([("country", "DE"), .. facts]), Own: false));
        lead.Touchpoints.AddRange(
            did.Select((one, index) => Touch(one.Kind, one.DaysAgo, index)).OrderBy(one => one.OccurredAt)
        );
        return lead;
    }

    private static ReplayReport Replay(IEnumerable<LeadHistory> leads, ScoringModel? model = null)
    {
        var replay = new LeadReplay(model ?? Model, ReplayOrder.AsHappened) { Sweeps = true };
        var tally = new ReplayTally(replay, Now);
        foreach (var lead in leads)
        {
            replay.Walk(lead, DateTimeOffset.MinValue, Now);
            tally.Add(lead);
        }
        return tally.Report();
    }
}
