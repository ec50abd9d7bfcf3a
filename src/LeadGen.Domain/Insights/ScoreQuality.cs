namespace LeadGen.Domain.Insights;

/// <summary>How well a threshold separates what sales took from what it refused.</summary>
/// <param name="Precision">Of the judged leads that reached it, those that were good.</param>
/// <param name="Recall">Of the good leads, those that reached it.</param>
/// <param name="Base">Of all judged leads, those that were good.</param>
public readonly record struct ScoreQuality(Share Precision, Share Recall, Share Base)
{
    /// <summary>How much better than all those that reached it fared; null where either has too few verdicts to say.</summary>
    public double? Lift => Precision.IsEnough && Base.IsEnough && Base.Hits > 0 ? Precision.Rate / Base.Rate : null;

    /// <param name="above">Judged leads that reached the threshold.</param>
    public static ScoreQuality Of(BandCount above, BandCount all) =>
        new(above.Judged, new Share(above.Good, all.Good), all.Judged);

    /// <param name="bands">Judged leads by score; the first are those below the scale.</param>
    /// <param name="from">The place of the threshold in the scale.</param>
    public static ScoreQuality Of(IReadOnlyList<BandCount> bands, int from) =>
        Of(BandCount.Sum(bands.Skip(from + 1)), BandCount.Sum(bands));
}
