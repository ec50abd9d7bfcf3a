namespace LeadGen.Domain.Insights;

/// <summary>How well a threshold separates what sales took from what it refused.</summary>
/// <param name="Precision">Of the judged leads that reached it, those that were good.</param>
/// <param name="Recall">Of the good leads, those that reached it.</param>
/// <param name="Base">Of all judged leads, those that were good.</param>
public readonly record struct ScoreQuality(Share Precision, Share Recall, Share Base)
{
    /// <param name="bands">Judged leads by score; the first are those below the scale.</param>
    /// <param name="from">The place of the threshold in the scale.</param>
    public static ScoreQuality Of(IReadOnlyList<BandCount> bands, int from)
    {
        var (all, above) = (default(BandCount), default(BandCount));
        for (var index = 0; index < bands.Count; index++)
        {
            all += bands[index];
            above += index - 1 >= from ? bands[index] : default;
        }
        return new(
            new Share(above.Good, above.Good + above.Bad),
            new Share(above.Good, all.Good),
            new Share(all.Good, all.Good + all.Bad)
        );
    }
}
