using LeadGen.Domain;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>The model as it is edited: numbers at once, each criterion on a page of its own. Every change is kept in the draft.</summary>
[RequestSizeLimit(DraftModel.BodyMaxBytes)]
public sealed class DraftModel(ModelDesk desk, GoldenDesk golden, TimeProvider time) : ScoringPageModel(desk)
{
    /// <summary>A model as JSON, in a file or pasted.</summary>
    public const int BodyMaxBytes = 8 * 1024 * 1024;

    /// <summary>Some more than a model may have, so that a file that is too long is named as such.</summary>
    private const int FileMaxBytes = 2 * ScoringModel.JsonMaxLength;

    public DateTimeOffset Now { get; private set; }
    public ScoringModel Model { get; private set; } = null!;
    public IReadOnlyList<string> Warnings { get; private set; } = [];
    public IReadOnlyList<NamedConditions> Personas { get; private set; } = [];
    public IReadOnlyList<ModelChange> Changes { get; private set; } = [];
    public IReadOnlyList<GoldenCheck> Golden { get; private set; } = [];

    /// <summary>What stands in the JSON box: nothing, or what was sent and could not be used.</summary>
    public string Json { get; private set; } = "";
    public IReadOnlyList<(string Place, string Message)> JsonErrors { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel);

    public async Task<IActionResult> OnGetJsonAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        return File(
            Hand.Model,
            Hand.Draft is null ? $"scoring-model-{Hand.Published.Version}.json" : "scoring-model-draft.json"
        );
    }

    public async Task<IActionResult> OnPostWholeAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return await KeepAsync(
                ModelEdit.WithWhole(Model, Sent),
                "Kept in the draft. Nothing changes for leads until you publish it.",
                ScoringPaths.Draft,
                place => place,
                cancel
            ) ?? Page();
    }

    public async Task<IActionResult> OnPostPointsAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return await KeepAsync(
                ModelEdit.WithPoints(Model, Sent),
                "Points kept in the draft. Nothing changes for leads until you publish it.",
                $"{ScoringPaths.Draft}#criteria",
                place => place,
                cancel
            ) ?? Page();
    }

    /// <summary>Something done to one criterion: "up fit.country". Points that were typed beside it are kept too.</summary>
    public async Task<IActionResult> OnPostDoAsync(string? what, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (
            what?.Split(' ') is not [var verbName, var place]
            || place.Split('.') is not [var section, var key]
            || Terms.Parse<CriterionVerb>(verbName) is not { } verb
        )
        {
            return BadRequest();
        }

        var typed = ModelEdit.WithPoints(Model, Sent);
        return await KeepAsync(
                typed.Model is null ? typed : ModelEdit.Do(typed.Model, verb, section, key),
                Done(verb),
                $"{ScoringPaths.Draft}#{section}",
                at => at,
                cancel
            ) ?? Page();
    }

    public async Task<IActionResult> OnPostJsonAsync(string? json, IFormFile? file, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Json = json ?? "";
        if (file is { Length: > FileMaxBytes })
        {
            return Refuse("file", "The file is too large for a model. Choose another one.");
        }

        if (file is { Length: > 0 })
        {
            using var reader = new StreamReader(file.OpenReadStream());
            Json = await reader.ReadToEndAsync(cancel);
        }

        if (string.IsNullOrWhiteSpace(Json))
        {
            return Refuse("json", "Choose a file, or paste a model.");
        }

        var reading = ScoringModelJson.Read(Json, Personas);
        JsonErrors = [.. reading.Errors.Select(error => (error.Key, error.Value[0]))];
        var told = reading with { Errors = JsonErrors.Count == 0 ? reading.Errors : Told(JsonErrors) };
        return await KeepAsync(
                told,
                "The model is the draft now. Nothing changes for leads until you publish it.",
                ScoringPaths.Draft,
                place => place,
                cancel
            ) ?? Page();
    }

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) =>
        await Desk.DiscardDraftAsync(Seen, cancel) switch
        {
            DraftResult.Done => Tell("The draft is gone. What is published is as it was.", ScoringPaths.Overview),
            DraftResult.None => Tell("There was no draft any more.", ScoringPaths.Overview, "warning"),
            DraftResult.MovedOn => Tell(Gone, ScoringPaths.Draft, "warning"),
        };

    private static string Done(CriterionVerb verb) =>
        verb switch
        {
            CriterionVerb.Up => "Moved up, in the draft.",
            CriterionVerb.Down => "Moved down, in the draft.",
            CriterionVerb.Copy =>
                "Copied. The copy stands right below and counts as well: change it, or switch it off.",
            CriterionVerb.Off => "Switched off, in the draft. It stays in the model and counts for nothing.",
            CriterionVerb.On => "Switched on, in the draft.",
            CriterionVerb.Remove => "Removed from the draft.",
        };

    // All at the one box: each with the place that it names.
    private static Dictionary<string, IReadOnlyList<string>> Told(
        IReadOnlyList<(string Place, string Message)> errors
    ) =>
        new()
        {
            ["json"] =
            [
                errors.Count == 1
                    ? $"{errors[0].Place}: {errors[0].Message}"
                    : $"{errors.Count} things are wrong, the first at {errors[0].Place}: {errors[0].Message}",
            ],
        };

    private async Task LoadAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        (Now, Model) = (time.GetUtcNow(), Hand.Model);
        Personas = await Desk.PersonasAsync(cancel);
        Warnings = await Desk.WarningsAsync(Model, cancel);
        if (Hand.Draft is { } draft)
        {
            Changes = ModelDiff.Of(Hand.Published.Model, draft.Model);
            Golden = await golden.ChangedAsync(Hand.Published.Model, draft.Model, cancel);
        }
    }
}
