using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Insights;

/// <summary>A kind of buyer: by what one is known, and who that is in the eyes of those who talk to them.</summary>
/// <param name="Picture">What they do, want and fear, in the words of marketing.</param>
/// <param name="Conditions">All of them hold, by the operators of the scoring model.</param>
public sealed record Persona(Guid Id, string Name, string? Picture, IReadOnlyList<RoutingCondition> Conditions)
{
    public const int NameMaxLength = 100;
    public const int PictureMaxLength = 2000;
    public const int ConditionsMax = FitCriterion.ConditionsMax;
    public const int PersonasMax = 30;

    /// <summary>As a fit criterion asks for it, whichever other personas there are.</summary>
    public NamedConditions AsFit => new(Name, [.. Conditions.Select(condition => condition.Asked)]);

    /// <summary>What may be asked: facts of the person and the account, medium and campaign of the first touch.</summary>
    public static bool IsFact(string name) => name != RoutingSubject.KindFact && RoutingSubject.IsFact(name);

    /// <summary>What is wrong with a condition and what to do, or null.</summary>
    public static string? MessageOf(RoutingCondition condition) =>
        IsFact(condition.Fact) ? RoutingRules.MessageOf(condition) : "Choose a fact, or the medium or campaign";
}

/// <summary>The personas in their order, ready to be asked of many leads: the first of which all conditions hold is a lead's.</summary>
public sealed class Personas(IReadOnlyList<Persona> all)
{
    private readonly (Persona Persona, PreparedCondition[] Conditions)[] _prepared =
    [
        .. all.Select(persona =>
            (persona, persona.Conditions.Select(one => new PreparedCondition(one.Asked)).ToArray())
        ),
    ];

    public IReadOnlyList<Persona> All => all;

    public bool IsEmpty => all.Count == 0;

    /// <summary>Null where none fits.</summary>
    public Persona? Of(Lead lead, Account? account) => Of(ScoredFacts.Of(lead, account), lead.FirstTouch?.Source);

    /// <param name="source">Of the first touch.</param>
    public Persona? Of(LeadFacts facts, Source? source)
    {
        foreach (var (persona, conditions) in _prepared)
        {
            if (Array.TrueForAll(conditions, condition => condition.Matches(ValueOf(condition.Condition.Fact))))
            {
                return persona;
            }
        }

        return null;

        string? ValueOf(string fact) =>
            fact switch
            {
                RoutingSubject.MediumFact => source?.Medium,
                RoutingSubject.CampaignFact => source?.Campaign,
                _ => facts[fact],
            };
    }
}
