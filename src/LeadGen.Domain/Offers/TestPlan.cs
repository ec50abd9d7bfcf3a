namespace LeadGen.Domain.Offers;

/// <summary>What a test is judged by: how many come so far of those who were shown a variant.</summary>
public enum TestGoal
{
    /// <summary>Handed to sales: an MQL, or a qualification that is stronger.</summary>
    Mql,

    /// <summary>Asked for sales outright, or confirmed by sales.</summary>
    Sql,
}

/// <summary>What is said before a test begins, so that nobody can stop it when it happens to look well.</summary>
/// <param name="Rate">Of a hundred views of the offer as it stands, those that are expected to reach the goal.</param>
/// <param name="Lift">By so many percent the rate must differ for it to be worth knowing.</param>
/// <param name="Days">After its form a lead has so long to reach the goal.</param>
public sealed record TestPlan(TestGoal Goal, decimal Rate, int Lift, int Days)
{
    public const decimal RateMin = 0.01m;
    public const decimal RateMax = 50;
    public const int LiftMin = 5;
    public const int LiftMax = 300;
    public const int DaysMin = 1;
    public const int DaysMax = 120;

    /// <summary>Where nothing better is known.</summary>
    public static TestPlan Usual { get; } = new(TestGoal.Mql, 1, 50, 14);

    /// <summary>Field in snake_case to message; empty when all is well.</summary>
    public IReadOnlyDictionary<string, string> Check()
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Rate is < RateMin or > RateMax)
        {
            errors["rate"] = $"Enter a number from {RateMin} to {RateMax}, such as 1.5";
        }

        if (Lift is < LiftMin or > LiftMax)
        {
            errors["lift"] = $"Enter a whole number from {LiftMin} to {LiftMax}";
        }
        else if (Rate * (100 + Lift) > 90 * 100)
        {
            errors["lift"] = "Enter less: hardly any view would be left that does not reach the goal";
        }

        if (Days is < DaysMin or > DaysMax)
        {
            errors["days"] = $"Enter a whole number from {DaysMin} to {DaysMax}";
        }

        return errors;
    }
}
