using System.Text.Json.Serialization;

namespace LeadGen.Domain.Insights;

/// <summary>
/// The thresholds that a page can try: as many below the one in force as above it, whole points apart, or more points where the
/// scores are large. A score stands at the last threshold that it reaches.
/// </summary>
public sealed record ScoreScale(int Threshold, int Step)
{
    public const int Side = 150;
    public const int Count = (2 * Side) + 1;

    [JsonIgnore]
    public int Low => Threshold - (Side * Step);

    public static ScoreScale Around(int threshold) =>
        new(threshold, Math.Max(1, (Math.Abs(threshold) + Side - 1) / Side));

    public int ThresholdAt(int index) => Low + (index * Step);

    /// <summary>The place of the last threshold that the score reaches, or -1 where it reaches none.</summary>
    public int IndexOf(int score) => score < Low ? -1 : (int)Math.Min(Count - 1, ((long)score - Low) / Step);
}
