namespace LeadGen.Domain.Insights;

/// <summary>What came of a source, and what it cost, in one currency.</summary>
/// <param name="Qualified">By whatever kind of qualification.</param>
/// <param name="Mql">Of them, those that were marketing qualified first.</param>
/// <param name="FirstTouch">Revenue of the leads that first came from it.</param>
/// <param name="LastTouch">Revenue of the sales before which it was the last touch.</param>
public sealed record SourceFigures(
    long Leads,
    long Qualified,
    long Mql,
    long Confirmed,
    long Customers,
    decimal Cost,
    decimal FirstTouch,
    decimal LastTouch
)
{
    /// <summary>Null where nothing was spent, or on nobody.</summary>
    public decimal? PerLead => Per(Leads);
    public decimal? PerQualified => Per(Qualified);
    public decimal? PerMql => Per(Mql);

    /// <summary>The cost of winning a customer.</summary>
    public decimal? PerCustomer => Per(Customers);

    /// <summary>What came back of each unit spent, by the first touch; null where nothing was spent.</summary>
    public decimal? ReturnByFirst => Cost == 0 ? null : FirstTouch / Cost;
    public decimal? ReturnByLast => Cost == 0 ? null : LastTouch / Cost;

    public static SourceFigures operator +(SourceFigures one, SourceFigures other) =>
        new(
            one.Leads + other.Leads,
            one.Qualified + other.Qualified,
            one.Mql + other.Mql,
            one.Confirmed + other.Confirmed,
            one.Customers + other.Customers,
            one.Cost + other.Cost,
            one.FirstTouch + other.FirstTouch,
            one.LastTouch + other.LastTouch
        );

    private decimal? Per(long count) => count == 0 || Cost == 0 ? null : Cost / count;
}

/// <summary>What a customer is worth over the time that they stay: revenue of a year × margin × years.</summary>
/// <param name="Margin">Of the revenue, what is left after the cost of what is sold, above 0 and at most 1.</param>
/// <param name="Years">How long a customer stays.</param>
public sealed record CustomerValue(decimal Margin, decimal Years)
{
    public const decimal YearsMax = 100;

    /// <param name="revenue">Of one year, in one currency.</param>
    /// <param name="customers">Who bought in it.</param>
    /// <returns>Null where nobody bought.</returns>
    public decimal? Of(decimal revenue, long customers) => customers == 0 ? null : revenue / customers * Margin * Years;
}
