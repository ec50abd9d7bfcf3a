namespace LeadGen.Domain.Insights;

/// <summary>A rate of the way from leads to deals, as it was measured or as it is assumed.</summary>
/// <param name="Step">The step that is reached; from the one before.</param>
/// <param name="Low">Less than this it hardly is; the same as <paramref name="Rate"/> where it is assumed.</param>
public readonly record struct StepRate(FunnelStep Step, double Rate, double Low, double High)
{
    public static StepRate Measured(FunnelStep step, Share share) =>
        new(step, share.Rate ?? 0, share.Interval.Low, share.Interval.High);

    public static StepRate Assumed(FunnelStep step, double rate) => new(step, rate, rate, rate);
}

/// <summary>So many are needed at a step.</summary>
/// <param name="Least">If the rates are as good as they may be.</param>
/// <param name="Most">If they are as bad; null where one of them may be nothing at all.</param>
/// <param name="FromMarketing">The part of it that marketing contributes.</param>
public sealed record StepNeed(FunnelStep Step, long Count, long Least, long? Most, long FromMarketing);

/// <summary>From a goal back through the funnel: 25 deals at a win rate of 25 % take 100 opportunities, and so on to the leads.</summary>
public static class LeadsRequired
{
    /// <summary>No plan is larger.</summary>
    public const double Largest = 1e15;

    /// <summary>How many deals a revenue takes.</summary>
    public static double Deals(decimal revenue, decimal dealSize) => (double)revenue / (double)dealSize;

    /// <summary>How many leads these deals take; a plan of more than <see cref="Largest"/> is none.</summary>
    public static double Leads(double deals, IEnumerable<StepRate> rates) =>
        rates.Aggregate(deals, (need, rate) => need / rate.Rate);

    /// <param name="rates">From the leads on, each above 0 and at most 1.</param>
    /// <param name="marketing">The share of the deals that marketing brings, from 0 to 1.</param>
    /// <returns>From the leads to the deals.</returns>
    public static IReadOnlyList<StepNeed> Of(double deals, IReadOnlyList<StepRate> rates, double marketing)
    {
        var needs = new List<StepNeed>();
        var (need, least, most) = (deals, deals, deals);
        Add(FunnelStep.Customer);
        for (var place = rates.Count - 1; place >= 0; place--)
        {
            var rate = rates[place];
            need /= rate.Rate;
            least /= rate.High;
            most = rate.Low > 0 ? most / rate.Low : double.PositiveInfinity;
            Add(place == 0 ? FunnelStep.Lead : rates[place - 1].Step);
        }

        needs.Reverse();
        return needs;

        void Add(FunnelStep step) =>
            needs.Add(
                new StepNeed(
                    step,
                    Whole(need),
                    Whole(least),
                    most < Largest ? Whole(most) : null,
                    Whole(need * marketing)
                )
            );
    }

    /// <summary>There is no half lead. What is whole but for the last digits of the machine is not rounded up.</summary>
    private static long Whole(double number)
    {
        var bounded = Math.Min(number, Largest);
        var nearest = Math.Round(bounded);
        return (long)(Math.Abs(bounded - nearest) <= bounded * 1e-12 ? nearest : Math.Ceiling(bounded));
    }
}
