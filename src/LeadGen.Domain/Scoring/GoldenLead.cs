using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>Something that an example lead did, so many days before it is looked at.</summary>
public sealed record GoldenTouchpoint(
    string Kind,
    double DaysAgo,
    string? Offer = null,
    string? Path = null,
    IReadOnlyDictionary<string, string>? Properties = null
);

/// <summary>
/// An example of a lead with the verdict that a good model gives it: a test of the model. It is nobody: facts that fit looks at, and
/// touchpoints with their ages.
/// </summary>
/// <param name="Qualifies">The verdict that is expected.</param>
/// <param name="LeastScore">The score is expected to be no less; null asks for nothing.</param>
public sealed record GoldenLead(
    string Name,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<GoldenTouchpoint> Touchpoints,
    bool Qualifies,
    int? LeastScore = null,
    int? MostScore = null
)
{
    public const int NameMaxLength = 100;
    public const int FactsMax = 50;
    public const int TouchpointsMax = 200;

    /// <summary>All examples there may be.</summary>
    public const int Max = 200;

    // Ages count from here, so that an example scores the same for ever, by whatever calendar.
    private static readonly DateTimeOffset Now = new(2020, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public GoldenVerdict Under(ScoringModel model)
    {
        var touchpoints = Touchpoints.Select(Placed).ToList();
        var score = Scorer.Score(model, new LeadFacts(Facts), touchpoints, Now);
        var rules = Scorer.ProductRulesThatHold(model, touchpoints, Now);
        var qualifies = rules.Count > 0 || score.Qualifies(model);
        var asExpected = qualifies == Qualifies && !(score.Total < LeastScore) && !(score.Total > MostScore);
        return new GoldenVerdict(score.Total, qualifies, asExpected, rules.Count > 0 ? rules[0].Label : null);
    }

    private static Touchpoint Placed(GoldenTouchpoint touchpoint, int index)
    {
        var at = Now.AddDays(-touchpoint.DaysAgo);
        return new Touchpoint
        {
            Id = new Guid(index, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            Kind = touchpoint.Kind,
            OccurredAt = at,
            RecordedAt = at,
            Offer = touchpoint.Offer,
            Path = touchpoint.Path,
            Properties = touchpoint.Properties ?? new Dictionary<string, string>(),
        };
    }
}

/// <summary>What a model makes of an example.</summary>
/// <param name="Qualifies">It goes to sales, by its score or by a product rule.</param>
/// <param name="AsExpected">It qualifies as it should, and scores within its bounds.</param>
/// <param name="Rule">The product rule that makes it a PQL, whatever its score; null where none does.</param>
public sealed record GoldenVerdict(int Score, bool Qualifies, bool AsExpected, string? Rule = null);

/// <summary>An example under the model in force and under the next one.</summary>
public sealed record GoldenCheck(GoldenLead Lead, GoldenVerdict Before, GoldenVerdict After)
{
    /// <summary>
    /// It qualifies under one and not under the other, or is a PQL under one of them alone, or was as expected and is no more.
    /// Somebody must say that this is meant.
    /// </summary>
    public bool IsChanged =>
        Before.Qualifies != After.Qualifies
        || Before.Rule is null != After.Rule is null
        || (Before.AsExpected && !After.AsExpected);

    public static IReadOnlyList<GoldenCheck> Of(
        IEnumerable<GoldenLead> leads,
        ScoringModel before,
        ScoringModel after
    ) => [.. leads.Select(lead => new GoldenCheck(lead, lead.Under(before), lead.Under(after)))];
}
