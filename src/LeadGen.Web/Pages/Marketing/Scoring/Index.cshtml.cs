using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>What is in force, what is under way, and the leads that wait for a marketer's word.</summary>
public sealed class IndexModel(
    ModelDesk desk,
    GoldenDesk golden,
    ReadyLeads ready,
    ShadowRun shadow,
    AuditBook book,
    LeadGenDbContext db,
    TimeProvider time
) : ScoringPageModel(desk)
{
    public const int ReadyCountedTo = 1000;
    public const int ReleaseMax = 100_000;
    public const int ChangesShown = 6;

    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<ModelChange> Changes { get; private set; } = [];
    public int GoldenChanged { get; private set; }
    public IReadOnlyList<ScoringModelVersion> Versions { get; private set; } = [];
    public RescoreRun? Run { get; private set; }
    public int Ready { get; private set; }
    public ReleasePlan? Plan { get; private set; }
    public bool NeedsApproval { get; private set; }
    public ShadowModel? Shadow { get; private set; }
    public IReadOnlyList<ShadowDay> ShadowDays { get; private set; } = [];
    public IReadOnlyList<ModelChange> ShadowChanges { get; private set; } = [];
    public bool IsAdmin => User.May(Policies.Admin);

    public async Task OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel);

    /// <summary>How far the scoring of all leads has come, for the script.</summary>
    public async Task<IActionResult> OnGetRunAsync(CancellationToken cancel) =>
        Partial("_Run", await RescoreRuns.LatestAsync(db, cancel));

    public async Task<IActionResult> OnPostReleaseAsync(int? number, CancellationToken cancel)
    {
        if (number is not (> 0 and <= ReleaseMax))
        {
            return await RefusedAsync("number", $"Enter how many to release, from 1 to {ReleaseMax:N0}.", cancel);
        }

        return await ReleasedAsync(number.Value, cancel);
    }

    public Task<IActionResult> OnPostReleaseAllAsync(CancellationToken cancel) => ReleasedAsync(ReleaseMax, cancel);

    public async Task<IActionResult> OnPostPlanAsync(int? perDay, CancellationToken cancel)
    {
        if (perDay is not (> 0 and <= ReleasePlan.PerDayMax))
        {
            return await RefusedAsync(
                "perDay",
                $"Enter how many to release each day, from 1 to {ReleasePlan.PerDayMax:N0}.",
                cancel
            );
        }

        var last = (await db.ReadReleasePlanAsync(cancel))?.LastDone;
        await db.SaveReleasePlanAsync(new ReleasePlan(perDay.Value, Actor ?? "", last), cancel);
        return Tell(
            $"The best {perDay:N0} that are ready go to sales each day, the first within minutes.",
            ScoringPaths.Overview
        );
    }

    public async Task<IActionResult> OnPostStopAsync(CancellationToken cancel)
    {
        await db.SaveReleasePlanAsync(null, cancel);
        return Tell("Nothing is released by itself any more.", ScoringPaths.Overview);
    }

    public async Task<IActionResult> OnPostApprovalAsync(bool needed, CancellationToken cancel)
    {
        if (!IsAdmin)
        {
            return Forbid();
        }

        await db.SaveApprovalAsync(needed, cancel);
        return Tell(
            needed
                ? "From now on a second person approves what is published."
                : "From now on whoever publishes does so alone.",
            ScoringPaths.Overview
        );
    }

    public async Task<IActionResult> OnPostShadowAsync(CancellationToken cancel) =>
        await shadow.StartAsync(Actor, cancel)
            ? Tell(
                "The draft, as it is now, runs beside the version in force. Its MQLs are only counted.",
                ScoringPaths.Overview
            )
            : Tell("There is no draft to run, or a colleague was faster.", ScoringPaths.Overview, "warning");

    public async Task<IActionResult> OnPostShadowEndAsync(CancellationToken cancel)
    {
        await shadow.StopAsync(cancel);
        return Tell("Nothing runs beside the version in force any more.", ScoringPaths.Overview);
    }

    private async Task<IActionResult> ReleasedAsync(int number, CancellationToken cancel)
    {
        var released = await ready.ReleaseAsync(number, Actor ?? "", cancel);
        await book.NoteSetGoingAsync("leads", null, released, cancel);
        return Tell(
            released == 0 ? "No lead was ready." : $"{released:N0} released. They are in the queue within seconds.",
            ScoringPaths.Overview
        );
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        Now = time.GetUtcNow();
        if (Hand.Draft is { } draft)
        {
            Changes = ModelDiff.Of(Hand.Published.Model, draft.Model);
            GoldenChanged = (await golden.ChangedAsync(Hand.Published.Model, draft.Model, cancel)).Count;
        }

        Versions = await Desk.VersionsAsync(cancel);
        Run = await RescoreRuns.LatestAsync(db, cancel);
        Ready = await ready.CountAsync(ReadyCountedTo, cancel);
        Plan = await db.ReadReleasePlanAsync(cancel);
        NeedsApproval = await db.NeedsApprovalAsync(cancel);
        Shadow = await shadow.CurrentAsync(cancel);
        if (Shadow is not null)
        {
            ShadowDays = await shadow.DaysAsync(Shadow.Id, cancel);
            ShadowChanges = ModelDiff.Of(Hand.Published.Model, Shadow.Model);
        }
    }

    private async Task<IActionResult> RefusedAsync(string field, string message, CancellationToken cancel)
    {
        // What could not be bound has an error already; ours says what to do.
        ModelState.Clear();
        KeepTyped();
        await LoadAsync(cancel);
        return Refuse(field, message);
    }
}
