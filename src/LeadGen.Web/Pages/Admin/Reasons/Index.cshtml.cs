using LeadGen.Domain;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Admin.Reasons;

/// <summary>The administrator's list of reasons: add, rename, order, switch off.</summary>
public sealed class ReasonsModel(LeadGenDbContext db, ReasonDesk desk, TimeProvider time) : PageModel
{
    public static readonly Choice[] Types =
    [
        new("recycle", "Send back to marketing"),
        new("disqualify", "Take out for good"),
        new("bad_data", "Wrong data"),
        new("lost", "Lost sale"),
    ];

    /// <summary>So far back it is counted how often each was given.</summary>
    public const int Days = 90;

    private IReadOnlyList<Reason> _reasons = [];
    private IReadOnlyDictionary<string, ReasonUse> _uses = new Dictionary<string, ReasonUse>();

    public IReadOnlyList<Reason> Of(string type) => [.. _reasons.Where(reason => Terms.Of(reason.Type) == type)];

    public ReasonUse Use(Reason reason) => _uses.GetValueOrDefault(reason.Key) ?? new(reason.Key, 0, 0);

    public static string Meaning(string type) =>
        type switch
        {
            "recycle" => "Not now. For recycle and reject.",
            "disqualify" => "Never. For disqualify and reject.",
            "bad_data" => "What we hold is wrong. For disqualify and reject.",
            _ => "Sales worked on it and lost. For outcomes, which take the reps’ own words too.",
        };

    public async Task OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        var type = Terms.Parse<ReasonType>(Request.Form["type"]);
        if (type is null)
        {
            return await RefuseAsync("type", "Choose what it is for", cancel);
        }

        return await desk.AddAsync(Request.Form["label"], type.Value, cancel) is { } wrong
            ? await RefuseAsync("label", wrong, cancel)
            : Done("Added. Reps are offered it from now on.", Terms.Of(type.Value));
    }

    public async Task<IActionResult> OnPostChangeAsync(CancellationToken cancel)
    {
        var key = Request.Form["key"].ToString();
        var field = "label." + key;
        var (done, wrong) = Request.Form["verb"].ToString() switch
        {
            "rename" => ("Renamed, in all that used it too.", await desk.RenameAsync(key, Request.Form[field], cancel)),
            "up" => ("Moved up.", await desk.MoveAsync(key, -1, cancel)),
            "down" => ("Moved down.", await desk.MoveAsync(key, 1, cancel)),
            "off" => ("Off. It is still shown where it was used.", await desk.SwitchAsync(key, false, cancel)),
            "on" => ("On. Reps are offered it again.", await desk.SwitchAsync(key, true, cancel)),
            _ => ("", "Press one of the buttons"),
        };
        return wrong is null ? Done(done, "r-" + key) : await RefuseAsync(field, wrong, cancel);
    }

    private async Task LoadAsync(CancellationToken cancel) =>
        (_reasons, _uses) = (
            await db.ReadReasonsAsync(cancel),
            await db.ReadReasonUseAsync(time.GetUtcNow().AddDays(-Days), cancel)
        );

    private RedirectResult Done(string message, string at)
    {
        TempData["Flash"] = message;
        return Redirect("/admin/reasons#" + at);
    }

    private async Task<PageResult> RefuseAsync(string field, string message, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await LoadAsync(cancel);
        // What is not on the page any more has no field to stand at.
        var isThere = !field.Contains('.') || _reasons.Any(reason => field == "label." + reason.Key);
        ModelState.AddModelError(isThere ? field : "", message);
        return this.Refused();
    }
}
