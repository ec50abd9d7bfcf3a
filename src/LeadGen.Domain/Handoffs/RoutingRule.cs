using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Handoffs;

/// <summary>What routing looks at.</summary>
/// <param name="Facts">As the lead is scored on, with <c>source</c> and <c>channel</c> of the first touch.</param>
/// <param name="Medium">Of the first touch, as <paramref name="Campaign"/> is.</param>
public sealed record RoutingSubject(
    QualificationKind Kind,
    LeadFacts Facts,
    string? Medium = null,
    string? Campaign = null
)
{
    public const string KindFact = "kind";
    public const string MediumFact = "medium";
    public const string CampaignFact = "campaign";

    /// <summary>Staff ids of who owned this lead before or own one of the same account, the latest first.</summary>
    public IReadOnlyList<Guid> AccountOwners { get; init; } = [];

    public string? this[string fact] =>
        fact switch
        {
            KindFact => Terms.Of(Kind),
            MediumFact => Medium,
            CampaignFact => Campaign,
            _ => Facts[fact],
        };

    /// <summary>Can a condition ask for it: a fact of the scoring model, <c>kind</c>, <c>medium</c> or <c>campaign</c>?</summary>
    public static bool IsFact(string name) => name is KindFact or MediumFact or CampaignFact || FactNames.IsFact(name);
}

/// <summary>A predicate on one fact, by the operators of the scoring model.</summary>
/// <param name="Values">As in <see cref="FitCriterion"/>: texts or invariant digits; two for between, none for is known and is missing.</param>
public sealed record RoutingCondition(string Fact, FactOperator Operator, IReadOnlyList<string> Values)
{
    internal FactCondition Asked => new(Fact, Operator, Values);

    /// <summary>As people read it: "country is one of DE, AT".</summary>
    public string InWords()
    {
        var fact = FactNames.InWords(Fact);
        var values = string.Join(", ", Values);
        return Operator switch
        {
            FactOperator.Equals => $"{fact} is {values}",
            FactOperator.OneOf => $"{fact} is one of {values}",
            FactOperator.Between => $"{fact} is between {string.Join(" and ", Values)}",
            FactOperator.AtLeast => $"{fact} is at least {values}",
            FactOperator.AtMost => $"{fact} is at most {values}",
            FactOperator.Contains => $"{fact} contains {values}",
            FactOperator.IsKnown => $"{fact} is known",
            FactOperator.IsMissing => $"{fact} is missing",
        };
    }
}

/// <summary>Where leads go for which all conditions hold. The rules are asked in order, and the first that holds decides.</summary>
/// <param name="Conditions">With none it holds for every lead.</param>
/// <param name="StaffId">The rep of the team who gets them all while available; null: who owns the account, else whose turn it is.</param>
public sealed record RoutingRule(
    Guid Id,
    string Name,
    IReadOnlyList<RoutingCondition> Conditions,
    Guid TeamId,
    Guid? StaffId = null
)
{
    public const int NameMaxLength = 100;
    public const int ConditionsMax = 20;
}
