namespace LeadGen.Domain.Learning;

/// <summary>Rates and the logarithms of their odds.</summary>
public static class Odds
{
    /// <summary>The rate of which this is the logarithm of the odds.</summary>
    public static double RateOf(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>For a rate above 0 and below 1.</summary>
    public static double LogOf(double rate) => Math.Log(rate / (1 - rate));

    /// <summary>What it costs to have said so, in natural units: log(1 + e^±x) without overflow, so never infinite.</summary>
    internal static double LossOf(double logOdds, bool isGood)
    {
        var wrong = isGood ? -logOdds : logOdds;
        return Math.Max(0, wrong) + Math.Log(1 + Math.Exp(-Math.Abs(wrong)));
    }
}
