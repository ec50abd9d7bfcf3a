using System.Globalization;
using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using LeadGen.Web.Insights;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Insights;

/// <summary>The judged leads that a number of the score quality counts, by name.</summary>
public sealed class JudgedModel(LeadGenDbContext db, ModelDesk models, TimeProvider time) : PageModel
{
    public JudgedPick Pick { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<(JudgedLead Judged, Lead Lead)> Rows { get; private set; } = [];
    public string? Next { get; private set; }
    public bool IsFurther { get; private set; }

    /// <summary>The score quality of the version.</summary>
    public string Back => $"/insights/score-quality?version={Pick.Version.ToString(CultureInfo.InvariantCulture)}";

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken cancel)
    {
        if (
            JudgedPick.Read(Request.Query) is not { } pick
            || await models.VersionAsync(pick.Version, cancel) is not { } version
        )
        {
            return NotFound();
        }

        (Pick, Now) = (pick, time.GetUtcNow());
        var from = Cursor(after);
        IsFurther = from is not null;
        var since = version.PublishedAt ?? DateTimeOffset.UnixEpoch;
        var found = await ScoreQualityReads.LeadsAsync(db, pick, since, from, cancel);
        var shown = found.Take(ScoreQualityReads.PageSize).ToList();
        var ids = shown.ConvertAll(row => row.LeadId);
        var leads = await db
            .Leads.AsNoTracking()
            .Where(lead => ids.Contains(lead.Id))
            .ToDictionaryAsync(lead => lead.Id, cancel);
        Rows = [.. shown.Where(row => leads.ContainsKey(row.LeadId)).Select(row => (row, leads[row.LeadId]))];
        if (found.Count > shown.Count)
        {
            var last = shown[^1];
            Next = $"{pick.Path}&after={last.At.UtcTicks.ToString(CultureInfo.InvariantCulture)}_{last.LeadId:N}";
        }

        return Page();
    }

    /// <summary>Which they are, in one sentence.</summary>
    public string Told
    {
        get
        {
            var score = (Pick.From, Pick.To) switch
            {
                ({ } from, { } to) => from == to ? $", with a score of {from}" : $", with a score of {from} to {to}",
                ({ } from, null) => $", with a score of {from} or more",
                (null, { } to) => $", with a score of {to} or less",
                _ => "",
            };
            var month = Pick.Month is { } first
                ? $", that sales got in {first.ToString("MMMM yyyy", CultureInfo.InvariantCulture)} (UTC)"
                : "";
            var verdict = Pick.Good switch
            {
                true => ", and found good",
                false => ", and found not good",
                null => "",
            };
            return $"Leads that sales judged of those that version {Pick.Version} scored{score}{month}{verdict}; the last first.";
        }
    }

    private static (DateTimeOffset At, Guid Id)? Cursor(string? after) =>
        after?.Split('_') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.Ticks
        && Guid.TryParseExact(id, "N", out var lead)
            ? (new DateTimeOffset(at, TimeSpan.Zero), lead)
            : null;
}
