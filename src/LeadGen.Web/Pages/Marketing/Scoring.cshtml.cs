using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing;

/// <summary>The scoring model: what is in force, the draft that is edited, and its publication.</summary>
public sealed class ScoringPage(ModelDesk desk, ReadyLeads ready, LeadGenDbContext db, TimeProvider time) : PageModel
{
    public const int ReadyCountedTo = 1000;
    public const int ReleaseMax = 100_000;

    public DateTimeOffset Now { get; private set; }
    public ScoringModelVersion Published { get; private set; } = null!;
    public ScoringModelVersion? Draft { get; private set; }
    public ScoringModel Model { get; private set; } = null!;
    public IReadOnlyList<string> Warnings { get; private set; } = [];
    public IReadOnlyList<ScoringModelVersion> Versions { get; private set; } = [];
    public RescoreRun? Run { get; private set; }
    public int Ready { get; private set; }

    /// <summary>What stands in the JSON box: the draft, or what was typed and could not be read.</summary>
    public string Json { get; private set; } = "";
    public int Revision => Draft?.Revision ?? 0;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadModelAsync(cancel);
        await LoadRestAsync(cancel);
    }

    public async Task<IActionResult> OnPostSaveAsync(int revision, CancellationToken cancel)
    {
        await LoadModelAsync(cancel);
        foreach (var (field, typed) in Request.Form)
        {
            ModelState.SetModelValue(field, typed, typed);
        }

        var (model, errors) = ModelForm.Read(Model, field => Request.Form[field].FirstOrDefault());
        foreach (var (field, message) in errors)
        {
            ModelState.AddModelError(field, message);
        }

        return await SaveAsync(model, ScoringModelJson.Write(model), revision, cancel);
    }

    public async Task<IActionResult> OnPostJsonAsync(string? json, int revision, CancellationToken cancel)
    {
        await LoadModelAsync(cancel);
        return await SaveAsync(null, json ?? "", revision, cancel);
    }

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel)
    {
        await desk.DiscardDraftAsync(cancel);
        return Done("The draft is gone. What is published is as it was.");
    }

    public async Task<IActionResult> OnPostPublishAsync(string? why, int revision, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(why) || why.Length > ModelDesk.WhyMaxLength)
        {
            ModelState.AddModelError(
                "why",
                $"Say in up to {ModelDesk.WhyMaxLength} characters why you publish this: colleagues will ask."
            );
            await LoadModelAsync(cancel);
            return await RefusedAsync(cancel);
        }

        var (result, version) = await desk.PublishAsync(why.Trim(), User.Identity?.Name, revision, cancel);
        return result switch
        {
            DraftResult.Done => Done($"Version {version} is in force. All leads are being scored anew."),
            DraftResult.None => Done("There is no draft to publish. Change something first.", "warning"),
            DraftResult.MovedOn => Done(
                "Somebody changed the draft in the meantime. This is how it stands now.",
                "warning"
            ),
        };
    }

    public async Task<IActionResult> OnPostReleaseAsync(int? number, CancellationToken cancel)
    {
        if (number is not (> 0 and <= ReleaseMax))
        {
            ModelState.AddModelError("number", $"Enter how many to release, from 1 to {ReleaseMax:N0}.");
            await LoadModelAsync(cancel);
            return await RefusedAsync(cancel);
        }

        var released = await ready.ReleaseAsync(number.Value, User.Identity?.Name ?? "", cancel);
        return Done(
            released == 0 ? "No lead was ready." : $"{released:N0} released. They are in the queue within seconds."
        );
    }

    private async Task<IActionResult> SaveAsync(
        ScoringModel? model,
        string json,
        int revision,
        CancellationToken cancel
    )
    {
        var reading = ScoringModelJson.Read(json);
        foreach (var (path, messages) in reading.Errors)
        {
            ModelState.AddModelError(
                model is null ? "json" : path,
                model is null ? $"{path}: {messages[0]}" : messages[0]
            );
        }

        if (ModelState.ErrorCount > 0)
        {
            (Model, Json) = (model ?? Model, json);
            return await RefusedAsync(cancel);
        }

        return await desk.SaveDraftAsync(reading.Model!, User.Identity?.Name, revision, cancel) == DraftResult.Done
            ? Done("The draft is saved. Nothing changes for leads until you publish it.")
            : Done(
                "Somebody changed the draft in the meantime. This is how it stands now; make your change again.",
                "warning"
            );
    }

    private async Task LoadModelAsync(CancellationToken cancel)
    {
        Published = await desk.PublishedAsync(cancel);
        Draft = await desk.DraftAsync(cancel);
        Model = (Draft ?? Published).Model;
        Json = ScoringModelJson.WriteIndented(Model);
        Warnings = ScoringModelJson.Read(Json).Warnings;
    }

    /// <summary>What stands beside the model, and is read only where the page is shown.</summary>
    private async Task LoadRestAsync(CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        Versions = await desk.VersionsAsync(cancel);
        Run = await RescoreRuns.LatestAsync(db, cancel);
        Ready = await ready.CountAsync(ReadyCountedTo, cancel);
    }

    private async Task<PageResult> RefusedAsync(CancellationToken cancel)
    {
        await LoadRestAsync(cancel);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private RedirectToPageResult Done(string flash, string kind = "success")
    {
        (TempData["Flash"], TempData["FlashKind"]) = (flash, kind);
        return RedirectToPage();
    }
}
