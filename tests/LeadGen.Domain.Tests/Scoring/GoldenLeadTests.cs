using LeadGen.Domain.Scoring;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class GoldenLeadTests
{
    private static readonly ScoringModel Model = new()
    {
        Name = "Golden",
        MqlThreshold = 20,
        Fit = [Fit("country", FactOperator.Equals, 10, ["DE"]), Fit("custom.fleet", FactOperator.IsKnown, 1)],
        Engagement =
        [
            Engagement("meeting", 20) with
            {
                HalfLifeDays = 10,
            },
            Engagement("page_view", 5) with
            {
                Where = new TouchpointFilter(PathPrefix: "/pricing"),
            },
            Engagement("chat_message", 1) with
            {
                Where = WithProperty("topic", "price"),
            },
        ],
    };

    private static readonly GoldenLead German = new(
        "German, met us ten days ago",
        new Dictionary<string, string> { ["country"] = "DE" },
        [new GoldenTouchpoint("meeting", 10)],
        Qualifies: true,
        LeastScore: 20,
        MostScore: 20
    );

    [Fact]
    public void An_example_scores_by_the_ages_of_what_it_did() =>
        Assert.Equal(new GoldenVerdict(20, Qualifies: true, AsExpected: true), German.Under(Model));

    [Theory]
    [InlineData(true, 21, null, false)]
    [InlineData(true, null, 19, false)]
    [InlineData(false, null, null, false)]
    [InlineData(true, null, null, true)]
    public void Its_verdict_and_the_bounds_of_its_score_are_what_is_expected(
        bool qualifies,
        int? least,
        int? most,
        bool asExpected
    ) =>
        Assert.Equal(
            asExpected,
            (German with { Qualifies = qualifies, LeastScore = least, MostScore = most }).Under(Model).AsExpected
        );

    [Fact]
    public void A_change_of_verdict_is_told_and_so_is_a_score_that_leaves_its_bounds()
    {
        var unbound = German with { LeastScore = null, MostScore = null };
        var same = Model with { Name = "Other" };
        var stricter = Model with { MqlThreshold = 21 };
        var richer = Model with { Fit = [Model.Fit[0] with { Points = 11 }] };
        Assert.False(Assert.Single(GoldenCheck.Of([German], Model, same)).IsChanged);
        Assert.True(Assert.Single(GoldenCheck.Of([unbound], Model, stricter)).IsChanged);
        Assert.True(Assert.Single(GoldenCheck.Of([German], Model, richer)).IsChanged);
        Assert.False(Assert.Single(GoldenCheck.Of([unbound], Model, richer)).IsChanged);
        // What was wrong before and is right now changes too: it qualified, and does no longer.
        Assert.True(Assert.Single(GoldenCheck.Of([unbound with { Qualifies = false }], Model, stricter)).IsChanged);
    }

    [Fact]
    public void An_example_that_a_product_rule_takes_qualifies_by_it_and_a_draft_without_the_rule_changes_it()
    {
        var tries = new GoldenLead(
            "Invited two colleagues",
            new Dictionary<string, string>(),
            [new GoldenTouchpoint("product_event", 3), new GoldenTouchpoint("product_event", 1)],
            Qualifies: true
        );
        ProductRule rule = new("invited", "Invited colleagues", ["product_event"], 2, WithinDays: 7);
        var with = Model with { Product = [rule] };
        Assert.Equal(new GoldenVerdict(0, true, true, "Invited colleagues"), tries.Under(with));
        Assert.Equal(new GoldenVerdict(0, false, false), tries.Under(Model));
        Assert.True(Assert.Single(GoldenCheck.Of([tries], with, Model)).IsChanged);
        Assert.True(
            Assert.Single(GoldenCheck.Of([tries], with, with with { Product = [rule with { AtLeast = 3 }] })).IsChanged
        );
        Assert.False(Assert.Single(GoldenCheck.Of([tries], with, with with { MqlThreshold = 99 })).IsChanged);

        // By its score it qualifies under both; under one of them it is a PQL.
        var both = tries with
        {
            Touchpoints = [.. tries.Touchpoints, new GoldenTouchpoint("meeting", 0)],
        };
        Assert.True(Assert.Single(GoldenCheck.Of([both], with, Model)).IsChanged);
    }

    [Fact]
    public void A_copy_scores_as_its_lead_and_holds_nothing_that_tells_who_it_was()
    {
        var facts = Facts(
            ("country", "DE"),
            ("first_name", "Ada"),
            ("company", "Initech"),
            ("custom.fleet", "9"),
            ("custom.birthday", "1815-12-10")
        );
        var touchpoints = new[]
        {
            Touch("meeting", 3, 1, properties: ("note", "Ada called")),
            Touch("page_view", 2, 2, path: "/pricing/for/ada"),
            Touch("page_view", 2, 3, path: "/confirm/secret"),
            Touch("chat_message", 1, 4, properties: [("topic", "Price"), ("text", "I am Ada"), ("intent", "stated")]),
            Touch("chat_message", 1, 5, properties: ("topic", "Ada's dog")),
            Touch("meeting", 1, 6, machine: true),
        };
        var copy = GoldenCopy.Of("Example", facts, touchpoints, Now, [Model], Model);

        Assert.Equal(Scorer.Score(Model, facts, touchpoints, Now).Total, copy.Under(Model).Score);
        Assert.Equal(copy.Under(Model).Qualifies, copy.Qualifies);
        Assert.Equal(["country", "custom.fleet"], copy.Facts.Keys.Order());
        var written = System.Text.Json.JsonSerializer.Serialize(copy);
        Assert.All(
            ["Ada", "ada", "Initech", "1815", "secret"],
            word => Assert.DoesNotContain(word, written, StringComparison.Ordinal)
        );
        Assert.Equal("/pricing", copy.Touchpoints.Single(touchpoint => touchpoint.Path is not null).Path);
    }

    [Fact]
    public void A_copy_keeps_a_title_only_where_a_criterion_finds_its_words_in_it_and_what_is_derived_from_it_always()
    {
        var model = Model with { Fit = [.. Model.Fit, Fit("job_title", FactOperator.Contains, -50, ["intern"])] };
        var ada = Facts(
            ("job_title", "Head of Engines, Ada's team"),
            ("seniority", "director"),
            ("industry", "Engines")
        );
        var intern = Facts(("job_title", "Marketing Intern"), ("seniority", "other"));
        Assert.Equal(["seniority"], Copied(model, ada));
        Assert.Equal(["job_title", "seniority"], Copied(model, intern));
        Assert.Equal(["seniority"], Copied(Model, intern));
        var known = Model with { Fit = [Fit("industry", FactOperator.IsMissing, 5)] };
        Assert.Equal(["industry", "seniority"], Copied(known, ada));

        static IEnumerable<string> Copied(ScoringModel model, LeadFacts facts)
        {
            var copy = GoldenCopy.Of("Example", facts, [], Now, [model], model);
            Assert.Equal(Scorer.Score(model, facts, [], Now).Total, copy.Under(model).Score);
            return copy.Facts.Keys.Order();
        }
    }

    [Fact]
    public void A_copy_takes_the_latest_of_too_many_touchpoints()
    {
        var many = Enumerable.Range(0, 300).Select(n => Touch("meeting", n, n)).ToArray();
        var copy = GoldenCopy.Of("Many", Facts(), many, Now, [Model], Model);
        Assert.Equal(GoldenLead.TouchpointsMax, copy.Touchpoints.Count);
        Assert.Equal(0, copy.Touchpoints[^1].DaysAgo);
    }
}
