using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests.Scoring;

/// <summary>Short ways to write models, facts and touchpoints.</summary>
internal static class ScoringData
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Guid Id(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Touchpoint Touch(
        string kind,
        double daysAgo = 0,
        int id = 1,
        string? path = null,
        string? offer = null,
        bool machine = false,
        params (string Name, string Value)[] properties
    ) =>
        new()
        {
            Id = Id(id),
            Kind = kind,
            OccurredAt = Now.AddDays(-daysAgo),
            RecordedAt = Now,
            Path = path,
            Offer = offer,
            Machine = machine,
            Properties = properties.ToDictionary(property => property.Name, property => property.Value),
        };

    public static LeadFacts Facts(params (string Name, string Value)[] facts) =>
        new(facts.ToDictionary(fact => fact.Name, fact => fact.Value));

    public static FitCriterion Fit(
        string fact,
        FactOperator comparison,
        int points,
        string[]? values = null,
        string? group = null,
        string? key = null
    ) => new(key ?? fact, key ?? fact, fact, comparison, values ?? [], points, group);

    public static FitCriterion Persona(string name, int points, params FactCondition[] conditions) =>
        new(name, name, FitCriterion.PersonaFact, FactOperator.Equals, [name], points, Conditions: conditions);

    public static EngagementCriterion Engagement(string kind, int points) => new(kind, kind, kind, points);

    public static TouchpointFilter WithProperty(string name, params string[] values) =>
        new(Properties: new Dictionary<string, IReadOnlyList<string>> { [name] = values });

    public static ScoringModel Model(params FitCriterion[] fit) => new() { Name = "Test", Fit = fit };

    public static ScoringModel Model(params EngagementCriterion[] engagement) =>
        new() { Name = "Test", Engagement = engagement };

    public static int FitOf(LeadFacts facts, params FitCriterion[] fit) => Scorer.Score(Model(fit), facts, [], Now).Fit;

    public static Score EngagementOf(EngagementCriterion criterion, params Touchpoint[] touchpoints) =>
        Scorer.Score(Model(criterion), LeadFacts.None, touchpoints, Now);
}
