namespace LeadGen.Domain.Offers;

/// <summary>The bands asked for in selects. They are those of the default scoring model; each posts a number inside it.</summary>
public static class Bands
{
    public static readonly IReadOnlyList<FieldOption> Employees =
    [
        new("5", "1 to 10"),
        new("30", "11 to 50"),
        new("120", "51 to 200"),
        new("500", "201 to 1,000"),
        new("2500", "More than 1,000"),
    ];

    public static readonly IReadOnlyList<FieldOption> AnnualRevenue =
    [
        new("500000", "Less than 1 million"),
        new("5000000", "1 to 10 million"),
        new("50000000", "10 to 100 million"),
        new("500000000", "More than 100 million"),
    ];
}
