using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Learning.LearnedLeads;

namespace LeadGen.Domain.Tests.Learning;

public sealed class LearnerTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void A_line_tells_how_many_leads_it_rests_on_and_points_follow_what_became_of_them()
    {
        // Of a hundred leads of fairs eighty are good, of a hundred of lists twenty; one in four has no source.
        var leads = Some(100, 80, "fair").Concat(Some(100, 20, "list")).Concat(Some(66, 33, null));
        var learned = Learn(Mixed(leads));
        Assert.Null(learned.Report.Problem);
        var (fair, list, none) = (
            learned.Line("Source: fair"),
            learned.Line("Source: list"),
            learned.Line("Source: not known")
        );
        Assert.Equal((100, 80), (fair.Good.Of, fair.Good.Hits));
        Assert.Equal(Math.Log(80.5 / 20.5), fair.Weight, 1e-9);
        Assert.InRange(fair.Weight, fair.Low, fair.High);
        // Odds of four to one are two doublings, less what the ridge takes.
        Assert.InRange(fair.Points, 35, 40);
        Assert.InRange(list.Points, -40, -35);
        Assert.InRange(none.Points, -2, 2);
    }

    [Fact]
    public void The_proposed_model_gives_every_lead_the_very_points_of_the_scorecard()
    {
        var random = new Random(7);
        string[] sources = ["fair", "List", "search", "friend"];
        var leads = Enumerable
            .Range(0, 900)
            .Select(_ =>
            {
                var facts = new Dictionary<string, string>();
                var odds = 0.0;
                if (random.Next(5) > 0)
                {
                    var source = sources[random.Next(4)];
                    (facts["source"], odds) = (
                        random.Next(2) == 0 ? source : source.ToUpperInvariant(),
                        source.Length - 5
                    );
                }

                if (random.Next(6) > 0)
                {
                    var size = random.Next(1, 3000);
                    (facts["employees"], odds) = ($"{size}", odds + (size is > 50 and < 800 ? 1 : -1));
                }

                facts["job_title"] = $"Title {random.Next(400)}";
                var did = Enumerable
                    .Range(0, random.Next(6))
                    .Select(_ =>
                        random.Next(3) switch
                        {
                            0 => Did("page_view", path: random.Next(2) == 0 ? "/pricing/eu" : "/blog"),
                            1 => Did("webinar_attended", offer: "line-4"),
                            _ => Did(
                                "content_downloaded",
                                properties: ("depth", random.Next(2) == 0 ? "late" : "Early")
                            ),
                        }
                    )
                    .ToList();
                odds += did.Count(one => one.Path == "/pricing/eu") * 0.7;
                return new PastLead(facts, random.NextDouble() < Odds.RateOf(odds), did);
            })
            .ToList();
        var examples = Of(leads);
        var (rows, good) = (Enumerable.Range(0, 900).ToArray(), leads.Select(lead => lead.Good!.Value).ToArray());
        var card = Scorecard.Learn(examples, examples.Columns, rows, good, LearningOptions.Plain);
        var learned = Learner.Learn(examples, LearningOptions.Plain, DefaultModel.Value);

        Assert.Contains(learned.Model!.Engagement, one => one.MaxPoints == 3 * Math.Abs(one.Points));
        Assert.Contains(learned.Model.Engagement, one => one.Where?.PathPrefix == "/pricing");
        foreach (var (lead, row) in leads.Select((lead, row) => (lead, row)))
        {
            var score = Scorer.Score(learned.Model, new LeadFacts(lead.Facts), lead.Touchpoints, Start.AddYears(2));
            Assert.Equal(card.ScoreOf(examples, row), score.Total);
        }

        // And it is one that the editor takes as it is.
        var reading = ScoringModelJson.Read(ScoringModelJson.Write(learned.Model));
        Assert.Empty(reading.Errors);
        Assert.Equal(ScoringModelJson.Write(learned.Model), ScoringModelJson.Write(reading.Model!));
        Assert.Equal(DefaultModel.Value.Product.Count, learned.Model.Product.Count);
    }

    [Fact]
    public void Of_more_facts_than_a_model_holds_those_that_tell_most_are_taken_and_the_others_named()
    {
        // Forty facts of twenty values each, of which the first alone tells anything.
        var random = new Random(11);
        var leads = Enumerable
            .Range(0, 1500)
            .Select(_ =>
            {
                var facts = Enumerable.Range(1, 39).ToDictionary(n => $"custom.f{n}", _ => $"v{random.Next(20)}");
                var telling = random.Next(20);
                facts["custom.f40"] = $"v{telling}";
                return new PastLead(facts, random.NextDouble() < (telling < 10 ? 0.8 : 0.2));
            })
            .ToList();
        var learned = Learn(leads);

        Assert.Null(learned.Report.Problem);
        var facts = learned.Report.Lines.Select(line => line.About).Distinct().ToList();
        Assert.InRange(learned.Report.Lines.Count, ScoringModel.CriteriaMax - 20, ScoringModel.CriteriaMax);
        Assert.Contains("custom.f40", facts);
        Assert.Equal(40, facts.Count + learned.Report.NoRoomFor.Count);
        Assert.Empty(facts.Intersect(learned.Report.NoRoomFor));
        Assert.NotNull(ScoringModelJson.ReadKept(ScoringModelJson.Write(learned.Model!)));
    }

    [Theory]
    [InlineData(Direction.Rising)]
    [InlineData(Direction.Falling)]
    public void A_number_that_is_asked_to_count_one_way_only_does(Direction direction)
    {
        // It is the middle that is good, so without asking it goes up and down.
        var random = new Random(3);
        var leads = Enumerable
            .Range(0, 1200)
            .Select(_ =>
            {
                var size = random.Next(1, 1000);
                var odds =
                    size is > 300 and < 600 ? 1.5
                    : size < 300 ? -1.5
                    : -0.3;
                return new PastLead(new() { ["employees"] = $"{size}" }, random.NextDouble() < Odds.RateOf(odds));
            })
            .ToList();
        var free = Bands(Learn(leads));
        Assert.False(IsRising(free) || IsRising([.. Enumerable.Reverse(free)]));
        var options = LearningOptions.Plain with
        {
            Monotone = new Dictionary<string, Direction> { ["employees"] = direction },
        };
        var bands = Bands(Learn(leads, options));
        Assert.True(bands.Count > 1);
        Assert.True(IsRising(direction == Direction.Rising ? bands : [.. Enumerable.Reverse(bands)]));

        static List<int> Bands(Learned learned) => [.. learned.Report.Lines.Select(line => line.Points)];
        static bool IsRising(List<int> points) => points.Zip(points.Skip(1)).All(pair => pair.First <= pair.Second);
    }

    [Fact]
    public void Rare_texts_are_pooled_and_a_model_finds_others_like_them()
    {
        var rare = Enumerable
            .Range(0, 60)
            .Select(index => new PastLead(new() { ["source"] = $"rare {index}" }, index % 3 == 0));
        var learned = Learn(Mixed(Some(100, 80, "fair").Concat(rare)));
        Assert.Equal(2, learned.Report.Lines.Count);
        Assert.Equal(60, learned.Line("Source: any other").Good.Of);
        var score = Scorer.Score(
            learned.Model!,
            new LeadFacts(new Dictionary<string, string> { ["source"] = "new" }),
            [],
            Start
        );
        Assert.Equal(learned.Line("Source: any other").Points, score.Total);
    }

    [Fact]
    public void What_became_known_only_after_contact_is_left_out_and_named()
    {
        var leads = Mixed(Some(120, 80, "fair").Concat(Some(120, 30, "list")))
            .Select(
                (lead, index) =>
                    lead with
                    {
                        Now = new(lead.Facts) { ["custom.budget_found"] = lead.Good == true ? "yes" : "no" },
                        Facts = index % 10 == 0 ? new(lead.Facts) { ["custom.budget_found"] = "yes" } : lead.Facts,
                    }
            );
        var learned = Learn(leads);
        var leak = Assert.Single(learned.Report.Leaks);
        Assert.Equal(("custom.budget_found", LeakKind.KnownOnlyAfter), (leak.Fact, leak.Kind));
        Assert.Equal("known of 240 judged leads now, and of 24 when sales got them", leak.Why);
        Assert.All(learned.Report.Lines, line => Assert.Equal("source", line.About));
    }

    [Fact]
    public void A_lead_of_which_sales_said_nothing_counts_once_it_has_waited_so_long()
    {
        var leads = Mixed(Some(100, 100, "fair"))
            .Concat(Enumerable.Repeat(new PastLead(new() { ["source"] = "list" }, null), 40));
        var options = LearningOptions.Plain with { SilentDays = 11 };
        var report = Learn(leads, options).Report;
        // The last forty days brought one each, and eleven or more days have gone by for thirty of them.
        Assert.Equal((30, 130, 100), (report.Silent, report.Good.Of, report.Good.Hits));
    }

    [Fact]
    public void Nothing_to_learn_from_is_a_sentence_that_says_what_is_missing()
    {
        Assert.Contains("Sales has not judged a lead yet", Refused([]), StringComparison.Ordinal);
        Assert.Contains(
            "Sales has not judged a lead yet",
            Refused(Enumerable.Repeat(new PastLead(Nothing, null), 90)),
            StringComparison.Ordinal
        );
        Assert.Contains("All 90 judged leads were good", Refused(Some(90, 90, "fair")), StringComparison.Ordinal);
        Assert.Contains("None of 90 leads was good", Refused(Some(90, 0, "fair")), StringComparison.Ordinal);
        Assert.Contains("49 good leads and 60 others", Refused(Some(109, 49, "fair")), StringComparison.Ordinal);
        Assert.Contains("Nothing that is known", Refused(Mixed(Some(200, 100, "fair"))), StringComparison.Ordinal);
        Assert.Contains(
            "In order of time",
            Refused(Some(200, 140, "fair").OrderByDescending(lead => lead.Good)),
            StringComparison.Ordinal
        );

        static string Refused(IEnumerable<PastLead> leads)
        {
            var learned = Learn(leads);
            Assert.Null(learned.Model);
            return learned.Report.Problem!;
        }
    }

    [Fact]
    public void What_tells_nothing_is_called_no_better_than_lots()
    {
        var random = new Random(11);
        var leads = Enumerable
            .Range(0, 600)
            .Select(_ => new PastLead(
                new() { ["source"] = random.Next(2) == 0 ? "fair" : "list" },
                random.Next(2) == 0
            ));
        Assert.Equal(Strength.None, Learn(leads).Report.Validation!.Strength);
    }

    [Fact]
    public void A_threshold_is_chosen_for_a_precision_or_for_a_number_a_week()
    {
        var choices = Learn(Mixed(Some(300, 240, "fair").Concat(Some(300, 60, "list")))).Report.Thresholds;
        var precise = Thresholds.ForPrecision(choices, 0.7)!;
        Assert.InRange(precise.Precision.Rate!.Value, 0.7, 0.9);
        Assert.InRange(precise.Chance, 0.7, 0.9);
        // Of the seven leads of each week half are of fairs.
        Assert.InRange(precise.PerWeek, 2.5, 4.5);
        Assert.Equal(precise, Thresholds.ForWeekly(choices, 5));
        Assert.Null(Thresholds.ForPrecision(choices, 0.99));
        Assert.True(choices.Zip(choices.Skip(1)).All(pair => pair.First.PerWeek >= pair.Second.PerWeek));
    }

    private static IEnumerable<PastLead> Some(int count, int good, string? source) =>
        Enumerable
            .Range(0, count)
            .Select(index => new PastLead(source is null ? [] : new() { ["source"] = source }, index < good));

    /// <summary>In an order of time that has nothing to do with what they are.</summary>
    private static PastLead[] Mixed(IEnumerable<PastLead> leads)
    {
        var all = leads.ToArray();
        new Random(5).Shuffle(all);
        return all;
    }
}
