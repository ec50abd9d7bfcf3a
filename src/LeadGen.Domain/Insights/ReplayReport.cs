using System.Text.Json.Serialization;

namespace LeadGen.Domain.Insights;

/// <summary>What a replay of one model found over all leads.</summary>
/// <param name="Mqls">Moves to MQL over the whole history, a lead's later ones after a recycle included.</param>
/// <param name="QualifyNow">Leads that reach threshold and minimums now.</param>
/// <param name="Weeks">MQLs a week, the week that ends now first.</param>
/// <param name="Rises">Of each week and each threshold of the scale: leads that would have become MQLs by it.</param>
/// <param name="Now">Leads by their score now; the first are those below the scale.</param>
/// <param name="HandedOver">Leads of which sales said something, by their score when sales got them.</param>
/// <param name="Greatest">The same leads by the greatest score, with both minimums reached, that they had had by then.</param>
public sealed record ReplayReport(
    long Leads,
    long Mqls,
    long Pqls,
    long QualifyNow,
    ScoreScale Scale,
    IReadOnlyList<long> Weeks,
    IReadOnlyList<IReadOnlyList<long>> Rises,
    IReadOnlyList<BandCount> Now,
    IReadOnlyList<BandCount> HandedOver,
    IReadOnlyList<BandCount> Greatest,
    IReadOnlyList<MapCell> Map,
    IReadOnlyList<CriterionReport> Criteria
)
{
    public ScoreQuality QualityAt(int threshold) => ScoreQuality.Of(Greatest, Scale.IndexOf(threshold));

    /// <summary>As sales' verdicts judge the model at its own threshold.</summary>
    [JsonIgnore]
    public ScoreQuality Quality => QualityAt(Scale.Threshold);

    /// <summary>How much better than all the tenth with the highest scores fared, of those that sales judged.</summary>
    [JsonIgnore]
    public double? LiftOfTopDecile => ScoreLift.OfTopDecile(HandedOver);
}
