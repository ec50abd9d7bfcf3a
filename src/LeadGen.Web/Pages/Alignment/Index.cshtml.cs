using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Insights;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Alignment;

/// <summary>One page for marketing and sales: what their words mean today, why leads are rejected, and what they decided.</summary>
public sealed class IndexModel(
    LeadGenDbContext db,
    ModelDesk models,
    CurrentRouting routing,
    ReviewDesk reviews,
    TimeProvider time
) : PageModel
{
    public const int Days = 90;
    private const int MonthsShown = 3;

    public static readonly IReadOnlyList<QualificationKind> Kinds = Enum.GetValues<QualificationKind>();

    public DateTimeOffset Now { get; private set; }
    public ScoringModelVersion Published { get; private set; } = null!;
    public IReadOnlyList<NamedConditions> Personas { get; private set; } = [];
    public IReadOnlyList<Definition> Definitions { get; private set; } = [];
    public ServiceLevels Levels { get; private set; } = null!;

    /// <summary>By the criterion that had given points.</summary>
    public IReadOnlyList<IGrouping<string, RejectedForReason>> Rejected { get; private set; } = [];
    public IReadOnlyList<(FunnelPick Pick, Funnel Funnel)> Months { get; private set; } = [];
    public FunnelMark Mark { get; private set; } = null!;
    public IReadOnlyList<AlignmentReview> Reviews { get; private set; } = [];

    /// <summary>May they follow numbers to the leads, and record what was decided? Reps read.</summary>
    public bool MayLook => User.May(Policies.Insights);

    public IEnumerable<Choice> MonthChoices =>
        Months.Select(month => new Choice(FunnelPick.Iso(month.Pick.Span.From), NameOf(month.Pick.Span.From)));

    public static string NameOf(DateOnly month) => month.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(string? month, string? decisions, CancellationToken cancel)
    {
        if (!MayLook)
        {
            return Forbid();
        }

        await LoadAsync(cancel);
        var chosen = Months.Select(one => one.Pick.Span.From).FirstOrDefault(one => FunnelPick.Iso(one) == month);
        if (chosen == default)
        {
            ModelState.AddModelError("month", "Choose one of these months");
        }

        var (text, error) = CleanText.Note(decisions, AlignmentReview.DecisionsMaxLength, "decisions");
        if (text is null)
        {
            ModelState.AddModelError("decisions", error ?? "Say what was decided, or that nothing changes");
        }

        if (!ModelState.IsValid)
        {
            return this.Refused();
        }

        await reviews.RecordAsync(chosen, text!, User.StaffName() ?? "", cancel);
        TempData["Flash"] = $"The review of {NameOf(chosen)} is recorded.";
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Published = await models.PublishedAsync(cancel);
        Personas = await models.PersonasAsync(cancel);
        Definitions = Domain.Insights.Definitions.Of(Published.Model, await db.ReadChecklistRulesAsync(cancel));
        Levels = (await routing.ReadAsync(cancel)).Levels;
        Rejected =
        [
            .. (await ServiceLevelReport.RejectedForReasonAsync(db, Now.AddDays(-Days), cancel)).GroupBy(row =>
                row.Label
            ),
        ];
        Mark = await FunnelMark.ReadAsync(db, cancel);
        var first = new DateOnly(Now.UtcDateTime.Year, Now.UtcDateTime.Month, 1);
        var months = new List<(FunnelPick, Funnel)>();
        for (var back = 0; back < MonthsShown; back++)
        {
            var from = first.AddMonths(-back);
            var pick = new FunnelPick(new DaySpan(from, from.AddMonths(1).AddDays(-1)));
            months.Add((pick, (await FunnelReport.ReadAsync(db, pick, cancel)).Now));
        }

        Months = months;
        Reviews = await reviews.LatestAsync(cancel);
    }
}
