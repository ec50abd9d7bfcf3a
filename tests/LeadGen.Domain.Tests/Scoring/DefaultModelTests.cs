using System.Text.Json.Nodes;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

public sealed class DefaultModelTests
{
    private static readonly ScoringModel Model = DefaultModel.Value;

    private static readonly LeadFacts PerfectFit = Facts(
        ("country", "DE"),
        ("employees", "500"),
        ("annual_revenue", "50000000"),
        ("industry", "Software"),
        ("seniority", "vp"),
        ("department", "Marketing"),
        ("email_kind", "business"),
        ("job_title", "VP International Marketing")
    );

    private static readonly Touchpoint Ebook = Touch("content_downloaded", 0, 1, properties: ("depth", "early"));

    private static Score ScoreOf(LeadFacts facts, params Touchpoint[] touchpoints) =>
        Scorer.Score(Model, facts, touchpoints, Now);

    [Fact]
    public void It_comes_out_of_its_JSON_form_as_it_went_in()
    {
        using var stream = typeof(DefaultModel).Assembly.GetManifestResourceStream(
            "LeadGen.Domain.Scoring.default-model.json"
        )!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(stream), JsonNode.Parse(ScoringModelJson.Write(Model))));
        Assert.Equal((19, 14, 3), (Model.Fit.Count, Model.Engagement.Count, Model.Product.Count));
    }

    [Fact]
    public void It_warns_of_nothing() => Assert.Empty(ScoringModelJson.Read(ScoringModelJson.Write(Model)).Warnings);

    [Fact]
    public void A_perfect_fit_with_one_e_book_does_not_qualify()
    {
        var score = ScoreOf(PerfectFit, Ebook);
        Assert.Equal((100, 10), (score.Fit, score.Engagement));
        Assert.False(score.Qualifies(Model));
    }

    [Fact]
    public void A_perfect_fit_that_came_to_the_webinar_as_well_qualifies()
    {
        var score = ScoreOf(PerfectFit, Ebook, Touch("webinar_registered", 0, 2), Touch("webinar_attended", 0, 3));
        Assert.Equal((100, 40), (score.Fit, score.Engagement));
        Assert.True(score.Qualifies(Model));
    }

    [Fact]
    public void A_student_with_twelve_e_books_does_not_qualify()
    {
        Touchpoint[] books =
        [
            .. Enumerable.Range(1, 12).Select(id => Ebook with { Id = Id(id), OccurredAt = Now.AddDays(-id * 16) }),
        ];
        var score = ScoreOf(Facts(("country", "DE"), ("job_title", "Student"), ("email_kind", "free")), books);
        Assert.Equal(15 - 50 - 10, score.Fit);
        Assert.InRange(score.Engagement, 1, 20);
        Assert.False(score.Qualifies(Model));
    }

    [Fact]
    public void A_pricing_page_counts_as_page_view_too_and_its_interest_fades_and_ends()
    {
        Assert.Equal(11, ScoreOf(LeadFacts.None, Touch("page_view", 0, path: "/pricing")).Total);
        Assert.Equal(5, ScoreOf(LeadFacts.None, Touch("page_view", 21, path: "/pricing")).Total);
        Assert.Equal(0, ScoreOf(LeadFacts.None, Touch("page_view", 91, path: "/pricing")).Total);
    }

    [Fact]
    public void A_demo_form_gives_fifty_once_a_month()
    {
        var demo = Touch("form_submitted", 40, 1, properties: ("intent", "demo"));
        Assert.Equal(50, Scorer.Score(Model, LeadFacts.None, [demo], Now.AddDays(-40)).Total);
        Assert.Equal(50, ScoreOf(LeadFacts.None, demo, demo with { Id = Id(2), OccurredAt = Now }).Total);
        Assert.Equal(31, ScoreOf(LeadFacts.None, demo, demo with { Id = Id(2), OccurredAt = Now.AddDays(-39) }).Total);
    }

    [Fact]
    public void Three_active_days_in_a_week_are_a_habit()
    {
        Touchpoint[] days = [.. Enumerable.Range(0, 3).Select(day => Touch("product_event", day * 2, day + 1))];
        Assert.Equal("habit", Scorer.ProductRulesThatHold(Model, days, Now).Single().Key);
        Assert.Empty(Scorer.ProductRulesThatHold(Model, days[..2], Now));
    }
}
