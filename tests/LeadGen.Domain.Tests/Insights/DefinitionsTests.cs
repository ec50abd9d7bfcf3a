using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Tests.Insights;

public sealed class DefinitionsTests
{
    private static readonly ScoringModel Plain = new() { Name = "Plain", MqlThreshold = 60 };

    private static string Meaning(string word, ScoringModel model, ChecklistRules? checklist = null) =>
        Definitions.Of(model, checklist ?? ChecklistRules.None).Single(one => one.Word == word).Meaning;

    [Fact]
    public void An_mql_is_told_by_threshold_minimums_and_limits()
    {
        Assert.Equal(
            "A lead whose score reaches 60. The score is fit (who they are) and engagement (what they did) together.",
            Meaning("MQL", Plain)
        );
        Assert.Equal(
            "A lead whose score reaches 60, of which fit is 20 or more and engagement is 30 or more. The score is fit (who they are) and engagement (what they did) together. Fit counts up to 50.",
            Meaning("MQL", Plain with { MinFit = 20, MinEngagement = 30, MaxFit = 50 })
        );
    }

    [Fact]
    public void A_pql_is_told_by_the_rules_that_are_switched_on()
    {
        var seats = new ProductRule("seats", "Seats bought", ["product_event"], 3, 14);
        Assert.Equal(
            "Nobody: the model has no product rule.",
            Meaning("PQL", Plain with { Product = [seats with { Off = true }] })
        );
        Assert.Equal(
            "A lead of whom one of these holds: Seats bought (3 × product_event within 14 days).",
            Meaning("PQL", Plain with { Product = [seats] })
        );
    }

    [Fact]
    public void An_sql_is_told_with_the_questions_that_must_be_answered()
    {
        Assert.EndsWith("confirmed by a rep.", Meaning("SQL", Plain), StringComparison.Ordinal);
        Assert.EndsWith(
            "confirmed by a rep, who has answered: need, strategic fit.",
            Meaning("SQL", Plain, new ChecklistRules([Checklist.StrategicFit, Checklist.Need])),
            StringComparison.Ordinal
        );
    }
}
