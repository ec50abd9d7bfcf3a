using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>How often the lead did one thing in the product: an event by its name, or a touchpoint of a kind that a rule counts.</summary>
public sealed record ProductEventUse(string Name, int Times, DateTimeOffset Last);

/// <summary>How far a rule is on its way to hold.</summary>
/// <param name="Count">What it counts so far; it holds at <see cref="ProductRule.AtLeast"/>.</param>
public sealed record ProductRuleProgress(ProductRule Rule, int Count)
{
    public bool Holds => Count >= Rule.AtLeast;
}

/// <summary>What a lead did in the product lately, and how far that makes it a PQL.</summary>
public sealed record ProductUse(IReadOnlyList<ProductEventUse> Events, IReadOnlyList<ProductRuleProgress> Rules)
{
    public const int Days = 30;
    private const int EventsShown = 20;

    /// <param name="after">Only touchpoints after this instant count towards the rules: after a recycle, what came before no longer does.</param>
    public static ProductUse Of(
        ScoringModel model,
        IReadOnlyCollection<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after = null
    )
    {
        var since = at.AddDays(-Days);
        var history = TouchpointHistory.InOrder(touchpoints, at, after);
        var kinds = model
            .InUse()
            .Product.SelectMany(rule => rule.Kinds)
            .Append(TouchpointKinds.ProductEvent)
            .ToHashSet();
        return new(
            [
                .. touchpoints
                    .Where(touchpoint =>
                        !touchpoint.Machine
                        && kinds.Contains(touchpoint.Kind)
                        && touchpoint.OccurredAt > since
                        && touchpoint.OccurredAt <= at
                    )
                    .GroupBy(NameOf)
                    .Select(name => new ProductEventUse(
                        name.Key,
                        name.Count(),
                        name.Max(touchpoint => touchpoint.OccurredAt)
                    ))
                    .OrderByDescending(name => name.Times)
                    .ThenBy(name => name.Name, StringComparer.Ordinal)
                    .Take(EventsShown),
            ],
            [
                .. model
                    .Product.Where(rule => !rule.Off)
                    .Select(rule => new ProductRuleProgress(rule, rule.Count(history, at))),
            ]
        );
    }

    private static string NameOf(Touchpoint touchpoint) =>
        touchpoint.Kind == TouchpointKinds.ProductEvent
            ? touchpoint.Properties.GetValueOrDefault("name") ?? ""
            : touchpoint.Kind.Replace('_', ' ');

    /// <summary>There is something to show: events, or a rule on its way.</summary>
    public bool IsAny => Events.Count > 0 || Rules.Any(rule => rule.Count > 0);
}
