using System.Globalization;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Scoring.Replays;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>What the draft would have done over all leads and their history, beside the version in force.</summary>
public sealed class ReplayModel(ModelDesk desk, ReplayDesk replays, TimeProvider time) : ScoringPageModel(desk)
{
    /// <summary>An earlier replay; the latest that is done unless asked for.</summary>
    [FromQuery]
    public Guid? Id { get; set; }

    /// <summary>Shows the leads that leave instead of those that enter.</summary>
    [FromQuery]
    public bool Leaving { get; set; }

    /// <summary>The last lead of the page before: ticks and id.</summary>
    [FromQuery]
    public string? After { get; set; }

    public DateTimeOffset Now { get; private set; }
    public Replay? Shown { get; private set; }
    public double Pace { get; private set; }
    public IReadOnlyList<ReplayLine> Lines { get; private set; } = [];
    public IReadOnlyList<ReplayedName> Leads { get; private set; } = [];
    public string? Next { get; private set; }
    public bool IsCurrent => Shown is not null && ReportWords.IsCurrent(Shown, Hand.Draft, Hand.Published);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        (Now, Lines) = (time.GetUtcNow(), await replays.LinesAsync(cancel));
        Shown = Id is { } id ? await replays.FindAsync(id, cancel) : await replays.LatestDoneAsync(cancel);
        if (Id is not null && Shown is null)
        {
            return NotFound();
        }

        if (Shown is { State: ReplayState.Done } done)
        {
            Pace = await replays.PaceAsync(cancel);
            var leads = await replays.LeadsAsync(done.Id, !Leaving, Cursor(After), cancel);
            Leads = [.. leads.Take(ReplayDesk.LeadsShown)];
            Next = leads.Count > ReplayDesk.LeadsShown ? CursorOf(Leads[^1]) : null;
        }

        return Page();
    }

    /// <summary>How far it is, for the script.</summary>
    public async Task<IActionResult> OnGetRunAsync(CancellationToken cancel) =>
        Partial("_Replay", await replays.LatestAsync(cancel));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        await replays.AskAsync(Hand.Draft is not null, Actor, cancel);
        return Redirect(ScoringPaths.Replay);
    }

    private static string CursorOf(ReplayedName lead) =>
        string.Create(CultureInfo.InvariantCulture, $"{lead.At.UtcTicks}-{lead.LeadId:N}");

    private static (DateTimeOffset, Guid)? Cursor(string? text) =>
        text?.Split('-') is [var ticks, var lead]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
        && Guid.TryParseExact(lead, "N", out var id)
            ? (new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;
}
