using System.Text.Json;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Scoring.Replays;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>Where the threshold stands, and what would be different a little further on: out of the latest replay, so nothing is computed here.</summary>
public sealed class ThresholdModel(ModelDesk desk, ReplayDesk replays, TimeProvider time) : ScoringPageModel(desk)
{
    /// <summary>Of a lead within the move at most so many are named.</summary>
    public const int NamedMax = 20;

    /// <summary>The threshold to try; that of the model unless asked for.</summary>
    [FromQuery]
    public int? Try { get; set; }

    public DateTimeOffset Now { get; private set; }
    public Replay? Shown { get; private set; }
    public ReplayReport Report { get; private set; } = null!;
    public IReadOnlyList<ThresholdRow> Rows { get; private set; } = [];
    public ThresholdRow Tried { get; private set; } = null!;
    public ThresholdRow Present { get; private set; } = null!;
    public IReadOnlyList<ScoredName> Between { get; private set; } = [];
    public IReadOnlyList<TeamPace> Teams { get; private set; } = [];

    /// <summary>What sales starts in a week.</summary>
    public double Pace => Teams.Sum(team => team.Starts);

    /// <summary>MQLs a week that the threshold that is tried would bring on top of those of now.</summary>
    public double More => Tried.PerWeek - Present.PerWeek;

    /// <summary>What was asked for is no number; the threshold of the model is shown.</summary>
    public bool IsUnread => Try is null && Request.Query["try"] is [{ Length: > 0 }, ..];
    public bool IsCurrent => Shown is not null && ReportWords.IsCurrent(Shown, Hand.Draft, Hand.Published);

    public bool IsOfVersionInForce => Shown is not null && Shown.ModelVersion == Hand.Published.Version;

    /// <summary>All rows, for the script that moves the threshold without asking.</summary>
    public string Json => JsonSerializer.Serialize(Rows.Select(Flat));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        (Now, Shown) = (time.GetUtcNow(), await replays.LatestDoneAsync(cancel));
        if (Shown?.After is not { } report)
        {
            return;
        }

        (Report, Rows) = (report, ThresholdTable.Of(report));
        Present = RowAt(report.Scale.Threshold);
        Tried = RowAt(Math.Clamp(Try ?? report.Scale.Threshold, Rows[0].Threshold, Rows[^1].Threshold));
        Teams = await replays.PacesAsync(cancel);
        Between = await replays.BetweenAsync(
            Math.Min(Tried.Threshold, Present.Threshold),
            Math.Max(Tried.Threshold, Present.Threshold),
            Shown.Model,
            NamedMax,
            cancel
        );
    }

    public async Task<IActionResult> OnPostKeepAsync(int? threshold, CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        if (threshold is not { } points || Math.Abs((long)points) > ScoringModel.ThresholdMax)
        {
            return Tell("Enter a whole number of points for the threshold.", ScoringPaths.Threshold, "warning");
        }

        var result = await Desk.SaveDraftAsync(Hand.Model with { MqlThreshold = points }, Actor, Hand.Seen, cancel);
        return result == DraftResult.Done
            ? Tell($"The draft has its threshold at {points} now. Replay it before you publish it.", ScoringPaths.Draft)
            : Tell(Gone, ScoringPaths.Threshold, "warning");
    }

    private ThresholdRow RowAt(int threshold) => Rows[Math.Clamp(Report.Scale.IndexOf(threshold), 0, Rows.Count - 1)];

    private static double[] Flat(ThresholdRow row) =>
        [row.Threshold, row.PerWeek, row.Low, row.High, row.Above, row.Judged.Good, row.Judged.Bad];
}
