namespace LeadGen.Domain.Lifecycle;

/// <summary>Where a lead stands. Which moves there are is in <see cref="StageRules"/>.</summary>
public enum Stage
{
    Lead,
    Mql,
    Pql,
    Cql,
    ServiceQualified,
    Sql,
    Opportunity,
    Customer,
    Recycled,
    Disqualified,
}
