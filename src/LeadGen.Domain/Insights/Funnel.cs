namespace LeadGen.Domain.Insights;

/// <summary>So many came to a step, and took so long from the one before (a class of <see cref="TimeBuckets"/>).</summary>
public readonly record struct FunnelCount(FunnelStep Step, short Took, long Count);

/// <summary>One step of a funnel.</summary>
/// <param name="OfBefore">Of those who came to the step before, those who came to this one.</param>
/// <param name="OfLeads">Of all leads, those who came to this one.</param>
/// <param name="Median">How long it took half of them, from the step before; null where that is not known.</param>
/// <param name="Ninth">How long it took all but the slowest tenth.</param>
public sealed record FunnelRow(
    FunnelStep Step,
    long Count,
    Share OfBefore,
    Share OfLeads,
    TimeSpan? Median,
    TimeSpan? Ninth
);

/// <summary>A funnel of leads that entered in one period, each counted at every step that it has reached since.</summary>
public sealed class Funnel
{
    private Funnel(IReadOnlyList<FunnelRow> rows) => Rows = rows;

    /// <summary>From the visitors on.</summary>
    public IReadOnlyList<FunnelRow> Rows { get; }

    public FunnelRow this[FunnelStep step] => Rows[(int)step];

    public bool IsEmpty => Rows.All(row => row.Count == 0);

    /// <summary>
    /// Within how long of becoming leads nine of ten have come to a step, or sooner: the ninths of the steps on the way, added up. Null
    /// where no time is known.
    /// </summary>
    public TimeSpan? NinthTo(FunnelStep step)
    {
        var ninths = Rows.Where(row => row.Step > FunnelStep.Lead && row.Step <= step && row.Ninth is not null)
            .Select(row => row.Ninth!.Value)
            .ToList();
        return ninths.Count == 0 ? null : ninths.Aggregate((all, one) => all + one);
    }

    public static Funnel Of(IReadOnlyCollection<FunnelCount> counts)
    {
        var steps = Enum.GetValues<FunnelStep>();
        var bySteps = counts.ToLookup(one => one.Step);
        var totals = steps.Select(step => bySteps[step].Sum(one => one.Count)).ToArray();
        return new Funnel([
            .. steps.Select(step => new FunnelRow(
                step,
                totals[(int)step],
                Share(step, Before(step)),
                Share(step, FunnelStep.Lead),
                Quantile(step, 0.5),
                Quantile(step, 0.9)
            )),
        ]);

        Share Share(FunnelStep step, FunnelStep of) => new(totals[(int)step], totals[(int)of]);

        TimeSpan? Quantile(FunnelStep step, double share) =>
            TimeBuckets.Quantile(bySteps[step].Select(one => (one.Took, one.Count)), share);
    }

    /// <summary>The step of which a step is a part. Leads are not a part of the visitors: many come by other doors.</summary>
    private static FunnelStep Before(FunnelStep step) =>
        step is FunnelStep.Visitor or FunnelStep.Lead ? step : step - 1;
}

/// <summary>Days, both included.</summary>
public readonly record struct DaySpan(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>As many days, right before.</summary>
    public DaySpan Before => new(From.AddDays(-Days), From.AddDays(-1));

    /// <summary>How long ago, at least, nine of ten came who came on these days, as many on each.</summary>
    public TimeSpan AgeOfNineTenths(DateOnly today)
    {
        var last = To < today ? To : today;
        var days = Math.Max(0, new DaySpan(From, last).Days);
        return TimeSpan.FromDays(today.DayNumber - last.DayNumber + (days / 10.0));
    }
}
