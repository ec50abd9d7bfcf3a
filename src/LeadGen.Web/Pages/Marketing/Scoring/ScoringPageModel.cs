using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>What the pages of the scoring model have in common: what is in hand, who changes it, and how a change ends.</summary>
public abstract class ScoringPageModel(ModelDesk desk) : PageModel
{
    protected const string Gone = "Somebody changed the draft in the meantime. This is how it stands now.";

    public ModelsInHand Hand { get; private set; } = null!;

    protected ModelDesk Desk => desk;
    protected string? Actor => User.StaffName();
    protected Publisher Who => new(User.StaffName(), User.StaffId());

    protected async Task LoadHandAsync(CancellationToken cancel) => Hand = await desk.ReadAsync(cancel);

    /// <summary>What was typed in a field, several values on lines of their own; null where it was not sent.</summary>
    protected string? Sent(string field) =>
        Request.Form.TryGetValue(field, out var values) ? string.Join('\n', values.OfType<string>()) : null;

    /// <summary>The state that the form was made for.</summary>
    protected string Seen => Sent("seen") ?? "";

    protected IReadOnlyList<string> Acknowledged => [.. Request.Form["acknowledge"].OfType<string>()];

    /// <summary>Keeps the change in the draft, or says at its field what is wrong.</summary>
    /// <param name="done">What to say then.</param>
    /// <param name="path">Where to go then.</param>
    /// <param name="field">The field for the path of an error.</param>
    /// <returns>Null where the page is to be shown again, with errors.</returns>
    protected async Task<IActionResult?> KeepAsync(
        ModelReading reading,
        string done,
        string path,
        Func<string, string> field,
        CancellationToken cancel
    )
    {
        foreach (var (place, messages) in reading.Errors)
        {
            ModelState.AddModelError(field(place), messages[0]);
        }

        if (reading.Model is not { } model)
        {
            KeepTyped();
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return null;
        }

        if (ScoringModelJson.AreSame(model, Hand.Model) && Seen == Hand.Seen)
        {
            return Tell("That changed nothing.", path);
        }

        return await desk.SaveDraftAsync(model, Actor, Seen, cancel) == DraftResult.Done
            ? Tell(done, path)
            : await MovedOnAsync(path, cancel);
    }

    protected virtual Task<IActionResult?> MovedOnAsync(string path, CancellationToken cancel) =>
        Task.FromResult<IActionResult?>(Tell(Gone, path, "warning"));

    protected void KeepTyped()
    {
        foreach (var (field, typed) in Request.Form)
        {
            ModelState.SetModelValue(field, typed, typed.ToString());
        }
    }

    protected RedirectResult Tell(string message, string path, string kind = "success")
    {
        (TempData["Flash"], TempData["FlashKind"]) = (message, kind);
        return Redirect(path);
    }

    protected PageResult Refuse(string field, string message)
    {
        ModelState.AddModelError(field, message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>How a wish to publish ended; null where golden leads were not acknowledged and the page says so.</summary>
    protected IActionResult? Tell(PublishResult result, string path) =>
        result switch
        {
            PublishResult.Published published => Tell(
                $"Version {published.Version} is in force. All leads are being scored anew.",
                ScoringPaths.Overview
            ),
            PublishResult.Proposed => Tell(
                "Proposed. It comes into force as soon as a second person approves it.",
                ScoringPaths.Publish
            ),
            PublishResult.None => Tell("There is nothing to publish any more.", ScoringPaths.Overview, "warning"),
            PublishResult.Unchanged => Tell(ScoringWords.Unchanged, ScoringPaths.Draft, "warning"),
            PublishResult.MovedOn => Tell(Gone, path, "warning"),
            PublishResult.OwnProposal => Tell(
                "You proposed it yourself: ask a colleague to look at it and to approve it.",
                path,
                "warning"
            ),
            PublishResult.DraftInTheWay => Tell(
                "A draft is under way. Publish it or throw it away first.",
                path,
                "warning"
            ),
            PublishResult.Unacknowledged => null,
            _ => throw new InvalidOperationException($"{result.GetType().Name} is not told."),
        };

    /// <summary>The model as a file.</summary>
    protected FileContentResult File(ScoringModel model, string name) =>
        File(System.Text.Encoding.UTF8.GetBytes(ScoringModelJson.WriteIndented(model)), "application/json", name);
}

/// <summary>Where the pages of scoring are.</summary>
public static class ScoringPaths
{
    public const string Overview = "/marketing/scoring";
    public const string Draft = "/marketing/scoring/draft";
    public const string Publish = "/marketing/scoring/publish";
    public const string Golden = "/marketing/scoring/golden";
    public const string Replay = "/marketing/scoring/replay";
    public const string Threshold = "/marketing/scoring/threshold";
    public const string Criteria = "/marketing/scoring/criteria";
    public const string Learn = "/marketing/scoring/learn";

    /// <summary>Adds a criterion; one of this key is at <see cref="Criterion"/> all the same.</summary>
    public const string New = "new";

    public static string Criterion(string section, string key) =>
        $"{Draft}/{section}/{key}{(key == New ? "?edit=1" : "")}";

    public static string Version(int version) => FormattableString.Invariant($"{Overview}/versions/{version}");
}
