using CsCheck;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class WhyNotTests
{
    private static readonly LeadFacts GoodFit = Facts(
        ("country", "DE"),
        ("employees", "500"),
        ("annual_revenue", "50000000"),
        ("industry", "software"),
        ("seniority", "vp"),
        ("department", "marketing")
    );

    [Fact]
    public void A_lead_that_qualifies_lacks_nothing() =>
        Assert.Null(
            WhyNot.Explain(
                DefaultModel.Value,
                GoodFit,
                [Touch("event_attended", 0, 1), Touch("meeting"), Touch("event_attended", 0, 2)],
                Now
            )
        );

    [Fact]
    public void The_smallest_touchpoint_that_would_do_is_named()
    {
        var missing = WhyNot.Explain(DefaultModel.Value, GoodFit, [Touch("webinar_attended", 0, 1)], Now)!;
        Assert.Equal((0, 15, 0), (missing.Fit, missing.Engagement, missing.Total));
        Assert.Equal("Engagement is 20 of 35: “Webinar attended” (+20) would do.", missing.Sentence);
    }

    [Fact]
    public void An_unknown_fact_is_named_where_it_would_do()
    {
        var model = Model(Fit("country", FactOperator.Equals, 30, ["DE"])) with { MqlThreshold = 30, MinFit = 20 };
        var missing = WhyNot.Explain(model, LeadFacts.None, [], Now)!;
        Assert.Equal(("country", "DE"), (missing.Steps.Single().Fact, missing.Steps.Single().Value));
        Assert.Equal(
            "Fit is 0 of 20 and score is 0 of 30: “country” (+30; country is not known yet) would do.",
            missing.Sentence
        );
        Assert.Empty(WhyNot.Explain(model, Facts(("country", "FR")), [], Now)!.Steps);
    }

    [Fact]
    public void A_fact_whose_absence_costs_points_is_named_where_it_would_do()
    {
        var absent = Fit("country", FactOperator.IsMissing, -20, key: "no country");
        var model = Model(absent, Fit("industry", FactOperator.IsKnown, 10)) with { MqlThreshold = 10 };
        var missing = WhyNot.Explain(model, Facts(("industry", "banking")), [], Now)!;
        Assert.Equal("Score is -10 of 10: “no country” (+20; country is not known yet) would do.", missing.Sentence);
    }

    [Fact]
    public void One_touchpoint_may_match_several_criteria_at_once()
    {
        var pricing = Engagement("page_view", 10) with { Key = "pricing", Where = new(PathPrefix: "/pricing") };
        var europe = pricing with { Key = "europe", Where = new(PathPrefix: "/pricing/eu") };
        var offer = pricing with
        {
            Key = "offer",
            Where = WithProperty("depth", "late", "middle") with { Offers = ["a", "b"] },
        };
        var depth = pricing with { Key = "depth", Where = WithProperty("depth", "middle") with { Offers = ["B"] } };
        var model = Model(pricing, europe, offer, depth) with { MqlThreshold = 40 };
        var touchpoint = WhyNot.Explain(model, LeadFacts.None, [], Now)!.Steps.Single().Touchpoint!;
        Assert.Equal(
            ("/pricing/eu", "b", "middle"),
            (touchpoint.Path, touchpoint.Offer, touchpoint.Properties["depth"])
        );
    }

    [Fact]
    public void A_number_is_found_beside_a_band_that_takes_points_away()
    {
        var atLeast = Fit("employees", FactOperator.AtLeast, 10, ["5"], key: "at_least");
        var band = Fit("employees", FactOperator.Between, -20, ["5", "7"], key: "band");
        Assert.Equal(
            "8",
            WhyNot
                .Explain(Model(atLeast, band) with { MqlThreshold = 10 }, LeadFacts.None, [], Now)!
                .Steps.Single()
                .Value
        );
    }

    [Fact]
    public void Two_steps_are_combined_where_one_does_not_do()
    {
        var webinars = Model(Engagement("webinar_attended", 20) with { Label = "Webinar attended" }) with
        {
            MinEngagement = 35,
        };
        var missing = WhyNot.Explain(webinars, LeadFacts.None, [], Now)!;
        Assert.Equal("Engagement is 0 of 35: “Webinar attended” twice (+40) would do.", missing.Sentence);
        var model = new ScoringModel
        {
            MqlThreshold = 50,
            Fit = [Fit("industry", FactOperator.IsKnown, 20)],
            Engagement = [Engagement("meeting", 30) with { MaxPoints = 30 }],
        };
        Assert.Equal(
            "Score is 0 of 50: “meeting” (+30) and “industry” (+20; industry is not known yet) would do together.",
            WhyNot.Explain(model, LeadFacts.None, [], Now)!.Sentence
        );
    }

    [Fact]
    public void A_lead_that_is_further_away_gets_all_the_steps_up_to_five()
    {
        var missing = WhyNot.Explain(DefaultModel.Value, LeadFacts.None, [], Now)!;
        Assert.Equal((35, 35, 100), (missing.Fit, missing.Engagement, missing.Total));
        Assert.Equal(4, missing.Steps.Count);
        Assert.True(Qualifies(DefaultModel.Value, LeadFacts.None, [], [.. missing.Steps]));

        var model = Model(Engagement("meeting", 20) with { Label = "Met" }) with
        {
            Fit = [Fit("country", FactOperator.IsKnown, 5)],
            MqlThreshold = 85,
        };
        Assert.Equal(
            "Score is 0 of 85: “Met” 4 times (+80) and “country” (+5; country is not known yet) would do together.",
            WhyNot.Explain(model, LeadFacts.None, [], Now)!.Sentence
        );
    }

    [Fact]
    public void Where_five_steps_do_not_do_it_says_so()
    {
        var missing = WhyNot.Explain(
            Model(Engagement("meeting", 10)) with
            {
                MqlThreshold = 51,
            },
            LeadFacts.None,
            [],
            Now
        )!;
        Assert.Empty(missing.Steps);
        Assert.Equal("Score is 0 of 51: it takes more than five steps.", missing.Sentence);
    }

    [Fact]
    public void A_large_model_is_searched_in_a_moment()
    {
        var model = new ScoringModel
        {
            MqlThreshold = 100_000,
            Fit =
            [
                .. Enumerable
                    .Range(0, 100)
                    .Select(n => Fit($"custom.f{n}", FactOperator.AtLeast, n % 7, [$"{n}"], key: $"f{n}")),
            ],
            Engagement =
            [
                .. Enumerable
                    .Range(0, 100)
                    .Select(n =>
                        Engagement("page_view", n % 9) with
                        {
                            Key = $"e{n}",
                            Where = new(PathPrefix: $"/{n}"),
                        }
                    ),
            ],
        };
        Touchpoint[] did = [.. Enumerable.Range(0, 100).Select(n => Touch("page_view", n, n, path: $"/{n}"))];
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Empty(WhyNot.Explain(model, LeadFacts.None, did, Now)!.Steps);
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void A_touchpoint_over_its_limit_is_not_named()
    {
        var once = Engagement("trial_started", 40) with { Limit = new Limit(1, 365), HalfLifeDays = 30 };
        var model = new ScoringModel { MqlThreshold = 40, Engagement = [once, Engagement("meeting", 60)] };
        var missing = WhyNot.Explain(model, LeadFacts.None, [Touch("trial_started", 20)], Now)!;
        Assert.Equal("meeting", missing.Steps.Single().Touchpoint!.Kind);
    }

    [Fact]
    public void After_a_recycle_what_came_before_does_not_help()
    {
        var model = Model(Engagement("meeting", 30)) with { MqlThreshold = 60 };
        Touchpoint[] old = [Touch("meeting", 20, 1), Touch("meeting", 10, 2)];
        Assert.Null(WhyNot.Explain(model, LeadFacts.None, old, Now));
        Assert.Equal(2, WhyNot.Explain(model, LeadFacts.None, old, Now, after: Now)!.Steps.Count);
    }

    private static readonly Gen<(ScoringModel, LeadFacts, Touchpoint[])> Leads = Gen.Select(
        Gen.Select(
            ScoringGen.Models,
            Gen.Int[0, 80],
            Gen.Int[-1, 50],
            Gen.Int[-1, 50],
            (model, threshold, fit, engagement) =>
                model with
                {
                    MqlThreshold = threshold,
                    MinFit = fit < 0 ? null : fit,
                    MinEngagement = engagement < 0 ? null : engagement,
                }
        ),
        ScoringGen.Leads,
        ScoringGen.Histories
    );

    // A few criteria each, so that two steps often do and all pairs can be tried; limits, clamps and fading as they come.
    private static readonly Gen<(ScoringModel, LeadFacts, Touchpoint[])> SmallLeads = Leads.Select(lead =>
        (
            lead.Item1 with
            {
                Fit = [.. lead.Item1.Fit.Take(2)],
                Engagement = [.. lead.Item1.Engagement.Take(3)],
            },
            lead.Item2,
            lead.Item3[..Math.Min(3, lead.Item3.Length)]
        )
    );

    [Fact]
    public void The_answer_applied_qualifies_and_no_fewer_steps_do() =>
        Gen.Select(Leads, Gen.Int)
            .Sample(
                (lead, seed) =>
                {
                    var (model, facts, touchpoints) = lead;
                    if (WhyNot.Explain(model, facts, touchpoints, Now) is not { } missing)
                    {
                        Assert.True(Qualifies(model, facts, touchpoints));
                        return;
                    }
                    Assert.False(Qualifies(model, facts, touchpoints));
                    Assert.True(missing.Steps.Count == 0 || Qualifies(model, facts, touchpoints, [.. missing.Steps]));
                    if (missing.Steps.Count != 1)
                    {
                        Assert.DoesNotContain(Singles(facts), step => Qualifies(model, facts, touchpoints, step));
                    }
                    if (missing.Steps.Count == 0)
                    {
                        Assert.DoesNotContain(
                            SomePairs(facts, seed),
                            pair => Qualifies(model, facts, touchpoints, pair)
                        );
                    }
                },
                iter: 150
            );

    [Fact]
    public void On_a_small_model_every_single_step_and_every_pair_was_tried() =>
        SmallLeads.Sample(
            lead =>
            {
                var (model, facts, touchpoints) = lead;
                var steps = WhyNot.Explain(model, facts, touchpoints, Now)?.Steps;
                var (first, second) = (Singles(facts), Singles(facts, 1_001));
                var fewest =
                    Qualifies(model, facts, touchpoints) ? 0
                    : first.Exists(step => Qualifies(model, facts, touchpoints, step)) ? 1
                    : first.Exists(one =>
                        second.Exists(other =>
                            (one.Fact is null || one.Fact != other.Fact)
                            && Qualifies(model, facts, touchpoints, one, other)
                        )
                    )
                        ? 2
                    : int.MaxValue;
                // It may know a value that all those here are not: a title, say, in which two criteria find their word.
                Assert.True(steps is not { Count: 0 } || fewest == int.MaxValue, $"{fewest} steps would do");
                Assert.InRange(steps?.Count ?? 0, 0, fewest);
                Assert.True(steps is not { Count: > 0 } || Qualifies(model, facts, touchpoints, [.. steps]));
            },
            iter: 60
        );

    [Fact]
    public void On_a_small_model_no_set_of_fewer_than_the_steps_told_would_do_up_to_five() =>
        SmallLeads.Sample(
            lead =>
            {
                var (model, facts, touchpoints) = lead;
                if (WhyNot.Explain(model, facts, touchpoints, Now) is not { Steps: var steps })
                {
                    return;
                }
                Assert.True(steps.Count == 0 || Qualifies(model, facts, touchpoints, [.. steps]));
                var fewer = steps.Count == 0 ? WhyNot.StepsMax : steps.Count - 1;
                foreach (var some in Sets(Telling(model, facts), 0, fewer))
                {
                    Assert.False(
                        Qualifies(model, facts, touchpoints, some),
                        $"{some.Length} would do, not {steps.Count}"
                    );
                }
            },
            iter: 40
        );

    /// <summary>Of all single steps one for each set of conditions that holds for it: what holds of the same does the same.</summary>
    private static List<MissingStep> Telling(ScoringModel model, LeadFacts facts)
    {
        var conditions = new ScoringModel
        {
            Fit =
            [
                .. model
                    .Fit.SelectMany(criterion => criterion.Asked)
                    .Select(
                        (one, n) =>
                            new FitCriterion($"f{n}", "", one.Fact, one.Operator, one.Values, 1, Numbers: one.Numbers)
                    ),
            ],
            Engagement =
            [
                .. model.Engagement.Select(
                    (one, n) => Engagement(one.Kind, 1) with { Key = $"e{n}", Where = one.Where }
                ),
            ],
        };
        return
        [
            .. Singles(facts)
                .DistinctBy(step =>
                    $"{step.Fact}: "
                    + string.Join(
                        ' ',
                        Scorer
                            .Score(
                                conditions,
                                step.Fact is null ? LeadFacts.None : LeadFacts.None.With(step.Fact, step.Value!),
                                step.Touchpoint is null ? [] : [step.Touchpoint],
                                Now
                            )
                            .Contributions.Select(one => one.Criterion)
                    )
                ),
        ];
    }

    /// <summary>All sets of at most so many steps: a touchpoint may come again, a fact has one value.</summary>
    private static IEnumerable<MissingStep[]> Sets(List<MissingStep> steps, int from, int most)
    {
        yield return [];
        for (var index = from; most > 0 && index < steps.Count; index++)
        {
            var step = steps[index];
            foreach (var rest in Sets(steps, index, most - 1))
            {
                if (step.Fact is null || rest.All(other => other.Fact != step.Fact))
                {
                    var numbered = step.Touchpoint is { } touchpoint
                        ? step with
                        {
                            Touchpoint = touchpoint with { Id = Id(2_000 + rest.Length) },
                        }
                        : step;
                    yield return [numbered, .. rest];
                }
            }
        }
    }

    private static bool Qualifies(
        ScoringModel model,
        LeadFacts facts,
        Touchpoint[] touchpoints,
        params MissingStep[] steps
    )
    {
        foreach (var step in steps)
        {
            facts = step.Fact is { } fact ? facts.With(fact, step.Value!) : facts;
        }
        Touchpoint[] all = [.. touchpoints, .. steps.Select(step => step.Touchpoint).OfType<Touchpoint>()];
        Assert.Equal(all.Length, all.DistinctBy(touchpoint => touchpoint.Id).Count());
        return Scorer.Score(model, facts, all, Now).Qualifies(model);
    }

    /// <summary>Every touchpoint and every fact that the generated models can tell apart.</summary>
    private static List<MissingStep> Singles(LeadFacts facts, int id = 1_000)
    {
        var touchpoints =
            from kind in new[] { "page_view", "meeting" }
            from path in new[] { null, "/pricing", "/pricing/eu", "/Pricing", "/blog" }
            from offer in new[] { null, "paper", "webinar" }
            from depth in new[] { "", "early", "late" }
            select new MissingStep("", 0, null, null, Touch(kind, 0, id, path, offer, false, ("depth", depth)));
        (string Fact, string[] Values)[] known =
        [
            ("country", ["DE", "fr", "US"]),
            ("job_title", ["intern", "Internal Auditor", "Sales Intern", "director", "DIRECTOR sales"]),
            ("employees", [.. Enumerable.Range(0, 12).Select(number => $"{number}")]),
            ("annual_revenue", [.. Enumerable.Range(0, 12).Select(number => $"{number}")]),
        ];
        var values = known
            .Where(fact => facts[fact.Fact] is null)
            .SelectMany(fact => fact.Values.Select(value => new MissingStep("", 0, fact.Fact, value, null)));
        return [.. touchpoints, .. values];
    }

    private static IEnumerable<MissingStep[]> SomePairs(LeadFacts facts, int seed)
    {
        var random = new Random(seed);
        var first = Singles(facts);
        var second = Singles(facts, 1_001);
        return Enumerable
            .Range(0, 200)
            .Select(_ => new[] { first[random.Next(first.Count)], second[random.Next(second.Count)] })
            .Where(pair => pair[0].Fact is null || pair[0].Fact != pair[1].Fact);
    }
}
