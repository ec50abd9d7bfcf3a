using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Insights;

/// <summary>How many leads stand where, by fit and engagement.</summary>
/// <param name="Fit">The least fit of the cell; it reaches up to the next one.</param>
public sealed record MapCell(int Fit, int Engagement, BandCount Leads)
{
    /// <summary>So many cells stand beside each other at most.</summary>
    public const int Across = 12;

    /// <summary>How many points of fit, and of engagement, one cell of this model's map spans.</summary>
    public static int SizeOf(ScoringModel model)
    {
        var most = Math.Max(model.MaxFit ?? model.MqlThreshold, model.MaxEngagement ?? model.MqlThreshold);
        return Math.Max(1, (most + Across - 3) / (Across - 2));
    }
}

/// <summary>Counts leads by fit × engagement in cells of equal size.</summary>
internal sealed class ScoreMap(ScoringModel model)
{
    private const int Across = MapCell.Across;

    private readonly int _size = MapCell.SizeOf(model);
    private readonly BandCount[,] _cells = new BandCount[Across, Across];

    public void Add(ScoreNumbers score, SalesVerdict? verdict)
    {
        ref var cell = ref _cells[PlaceOf(score.Fit), PlaceOf(score.Engagement)];
        cell = cell.With(verdict);
    }

    public IReadOnlyList<MapCell> Cells() =>
        [
            .. Enumerable
                .Range(0, Across * Across)
                .Select(place => (Fit: place / Across, Engagement: place % Across))
                .Where(place => _cells[place.Fit, place.Engagement].All > 0)
                .Select(place => new MapCell(
                    (place.Fit - 1) * _size,
                    (place.Engagement - 1) * _size,
                    _cells[place.Fit, place.Engagement]
                )),
        ];

    /// <summary>All below zero stand in the first cell, all that is far beyond in the last.</summary>
    private int PlaceOf(int points) => points < 0 ? 0 : Math.Min(Across - 1, 1 + (points / _size));
}
