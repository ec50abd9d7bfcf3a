using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>A score is a pure function of model, facts, touchpoints and an instant. See product.md, Scoring.</summary>
public static class Scorer
{
    /// <summary>The score as of <paramref name="at"/>: touchpoints after it do not count.</summary>
    /// <param name="after">Only touchpoints after this instant count: after a recycle, what came before no longer qualifies.</param>
    public static Score Score(
        ScoringModel model,
        LeadFacts facts,
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after = null
    ) => throw new NotSupportedException();

    /// <summary>The product rules that hold as of <paramref name="at"/>.</summary>
    public static IReadOnlyList<ProductRule> ProductRulesThatHold(
        ScoringModel model,
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        DateTimeOffset? after = null
    ) => throw new NotSupportedException();
}
