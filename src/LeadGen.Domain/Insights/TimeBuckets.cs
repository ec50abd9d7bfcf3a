namespace LeadGen.Domain.Insights;

/// <summary>
/// Lengths of time in classes of which each is 5 % longer than the one before, so that medians of millions are read off a few hundred
/// counts, to within 3 %.
/// </summary>
public static class TimeBuckets
{
    /// <summary>In the place of a class: nobody knows how long it took.</summary>
    public const short NotKnown = -1;

    private const double PerFold = 20;

    public static short Of(TimeSpan? took) =>
        took is { } time ? (short)Math.Floor(Math.Log(Math.Max(1, time.TotalSeconds)) * PerFold) : NotKnown;

    /// <summary>The middle of a class.</summary>
    public static TimeSpan Middle(short bucket) => TimeSpan.FromSeconds(Math.Exp((bucket + 0.5) / PerFold));

    /// <summary>The length that this share of all does not exceed; null where no length is known.</summary>
    public static TimeSpan? Quantile(IEnumerable<(short Bucket, long Count)> counts, double share)
    {
        var known = counts.Where(one => one.Bucket >= 0 && one.Count > 0).OrderBy(one => one.Bucket).ToList();
        var wanted = share * known.Sum(one => one.Count);
        var seen = 0L;
        foreach (var (bucket, count) in known)
        {
            seen += count;
            if (seen >= wanted)
            {
                return Middle(bucket);
            }
        }

        return null;
    }
}
