using System.Globalization;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Insights;

/// <summary>A word of the funnel and what it means here, today.</summary>
public sealed record Definition(string Word, string Meaning);

/// <summary>What marketing and sales mean by their words, by the model and the rules in force.</summary>
public static class Definitions
{
    public static IReadOnlyList<Definition> Of(ScoringModel model, ChecklistRules checklist) =>
        [
            new("MQL", Mql(model)),
            new("PQL", Pql([.. model.Product.Where(rule => !rule.Off)])),
            new("CQL", "A lead who said in a conversation that they want to buy."),
            new("Service-qualified", "A lead of whom service was told that they want to buy more."),
            new("SQL", Sql(checklist)),
        ];

    private static string Mql(ScoringModel model)
    {
        var minimums = new[] { Least("fit", model.MinFit), Least("engagement", model.MinEngagement) }
            .OfType<string>()
            .ToList();
        var least = minimums.Count == 0 ? "" : $", of which {string.Join(" and ", minimums)}";
        var limits = new[] { Most("Fit", model.MaxFit), Most("Engagement", model.MaxEngagement) };
        return string.Join(
            " ",
            [
                Invariant($"A lead whose score reaches {model.MqlThreshold}{least}."),
                "The score is fit (who they are) and engagement (what they did) together.",
                .. limits.Where(limit => limit.Length > 0),
            ]
        );
    }

    private static string? Least(string what, int? least) =>
        least is { } number ? Invariant($"{what} is {number} or more") : null;

    private static string Most(string what, int? most) =>
        most is { } number ? Invariant($"{what} counts up to {number}.") : "";

    private static string Pql(IReadOnlyList<ProductRule> rules) =>
        rules.Count == 0
            ? "Nobody: the model has no product rule."
            : $"A lead of whom one of these holds: {string.Join("; ", rules.Select(rule => $"{rule.Label} ({CriterionWords.Of(rule)})"))}.";

    private static string Sql(ChecklistRules checklist)
    {
        var asked = Checklist.Keys.Where(checklist.Required.Contains).Select(FactNames.InWords).ToList();
        var questions = asked.Count == 0 ? "" : $", who has answered: {string.Join(", ", asked)}";
        return $"A lead who asked for sales outright, or whose intent to buy was confirmed by a rep{questions}.";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
