using LeadGen.Domain.Insights;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Scoring.Replays;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>How each criterion fared: how often it counts, how many verdicts hang on it, and what sales said of those.</summary>
public sealed class CriteriaModel(ModelDesk desk, ReplayDesk replays, TimeProvider time) : ScoringPageModel(desk)
{
    public DateTimeOffset Now { get; private set; }
    public Replay? Shown { get; private set; }

    /// <summary>Those that sales' verdicts bear out most first.</summary>
    public IReadOnlyList<CriterionReport> Criteria { get; private set; } = [];
    public Share Base { get; private set; }
    public bool IsCurrent => Shown is not null && ReportWords.IsCurrent(Shown, Hand.Draft, Hand.Published);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        (Now, Shown) = (time.GetUtcNow(), await replays.LatestDoneAsync(cancel));
        if (Shown?.After is { } report)
        {
            Base = report.Quality.Base;
            Criteria = CriterionReport.Ranked(report.Criteria, Base);
        }
    }

    public string LabelOf(string key) => Criteria.FirstOrDefault(one => one.Key == key)?.Label ?? key;
}
