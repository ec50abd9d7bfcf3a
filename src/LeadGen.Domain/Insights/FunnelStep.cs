namespace LeadGen.Domain.Insights;

/// <summary>The way from a visit to a sale, in its order. Who came to a step was at all before it.</summary>
public enum FunnelStep
{
    /// <summary>A browser that was seen for the first time.</summary>
    Visitor,

    /// <summary>A visitor of whom we came to know who it is.</summary>
    Known,

    Lead,

    /// <summary>Handed to sales for the first time, by whatever kind of qualification.</summary>
    Qualified,

    /// <summary>Taken on by a rep.</summary>
    Accepted,

    /// <summary>Sales said that there is intent to buy.</summary>
    Confirmed,

    Opportunity,
    Customer,
}
