using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Queue;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Pages.Tasks;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Leads;

/// <summary>One lead: what is known, why it scores as it does, its story, and what can be done.</summary>
public sealed class LeadModel(
    LeadGenDbContext db,
    LeadScoring scoring,
    HandoffDesk handoffs,
    CurrentRouting current,
    OutcomeDesk outcomes,
    LeadDesk desk,
    OfferCache offers,
    TimeProvider time
) : PageModel
{
    public const int NoteMaxLength = 1000;

    private Routing? _routing;
    private string? _callWords;
    private NextNurture _nurture = NextNurture.None;

    public LeadView View { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }

    /// <summary>Whether somebody was in touch lately, where the lead is with sales.</summary>
    public Contacts Contacts { get; private set; } = Contacts.None;

    /// <summary>What is to be done about it, by the clock of who looks.</summary>
    public IReadOnlyList<TaskRow> Tasks { get; private set; } = [];
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;
    public string? Before { get; private set; }

    /// <summary>As of when, and by which version, the score is shown that explains itself.</summary>
    public ScoreQuestion Question { get; private set; } = ScoreQuestion.Present;
    public ExplainedScore Shown { get; private set; } = null!;
    public IReadOnlyList<Choice> Versions { get; private set; } = [];

    /// <summary>The form that came back with errors.</summary>
    public string? Refused { get; private set; }

    public bool ShowsPresent => Question.IsPresent(Shown, View.Score);
    public bool IsSales => User.May(Policies.Sales);
    public bool IsAdmin => User.May(Policies.Admin);
    public bool IsService => User.May(Policies.Service);
    public bool MayEdit => IsSales || User.May(Policies.Marketing);
    public bool MayMerge => User.May(Policies.People);
    public bool MayRelease => View.IsReady && User.May(Policies.Marketing);
    public bool MayMakeGolden => User.May(Policies.Marketing);
    public bool MayReopen => View.Lead.Stage == Domain.Lifecycle.Stage.Disqualified && User.May(Policies.Managers);
    public bool MayAdjust => User.May(Policies.Marketing) || User.May(Policies.Managers);

    /// <summary>One's own tasks; a manager's may be anybody's.</summary>
    public bool MayDo(TaskRow task) => task.StaffId == User.StaffId() || User.May(Policies.Managers);

    public HandoffActions Actions(Handoff open) =>
        new(open.Id, open.Version, open.State, View.Name, View.Reasons, Now, Terms.Parse<HandoffVerb>(Refused))
        {
            Required = View.Checklist.Required,
            Nurture = _nurture,
            Others = _routing is null
                ? []
                : ReassignChoices.Of(_routing, open.OwnerId, open.State == HandoffState.Open),
        };

    /// <summary>For the call about an open hand-off; null where nobody is to call.</summary>
    public CallScript? Script(Handoff open) =>
        CallScripts.Of(
            open.State,
            open.Kind,
            open.Dossier,
            _callWords,
            (View.Lead["first_name"], View.Company, User.StaffName()),
            View.Titles,
            open.Checklist,
            View.Checklist.Required
        );

    public async Task<IActionResult> OnGetAsync(Guid id, string? before, CancellationToken cancel)
    {
        Before = before;
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Question = ScoreQuestion.Read(Request.Query, scoring, ModelState);
        Shown = await Question.AnswerAsync(scoring, View, Now, ModelState, cancel);
        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    public async Task<IActionResult> OnPostActAsync(Guid id, CancellationToken cancel)
    {
        if (!IsSales)
        {
            return Forbid();
        }

        if (HandoffPost.Read(Request.Form, User) is not { } post)
        {
            return BadRequest();
        }

        var result = await handoffs.ActAsync(post.Verb, post.Action, cancel);
        if (result is HandoffResult.NotFound || !await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (result is HandoffResult.Invalid invalid)
        {
            post.Refuse(ModelState, Request.Form, invalid);
            return Refuse(Terms.Of(post.Verb));
        }

        HandoffPost.Tell(TempData, post.Verb, result, View.Name);
        if (result is HandoffResult.NotAllowed)
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page();
        }

        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostOutcomeAsync(Guid id, CancellationToken cancel)
    {
        if (!IsSales)
        {
            return Forbid();
        }

        var form = Request.Form;
        var errors = new Dictionary<string, string>();
        var entry = OutcomeFields.Read(form, id, User.StaffName()!, errors);
        var result = entry is null ? null : await outcomes.RecordAsync(entry, cancel);
        if (result is RecordingResult.NoSuchLead || !await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (result is RecordingResult.Recorded recorded)
        {
            TempData["Flash"] = OutcomeFields.Told(recorded, View.Name);
            return RedirectToPage(new { id });
        }

        foreach (var (field, message) in (result as RecordingResult.Invalid)?.Errors ?? errors)
        {
            ModelState.AddModelError("outcome." + field, message);
        }

        return Refuse("outcome");
    }

    public async Task<IActionResult> OnPostContactAsync(Guid id, CancellationToken cancel)
    {
        if (!IsSales)
        {
            return Forbid();
        }

        var kind = Request.Form["contact.kind"].ToString();
        var (note, error) = CleanText.Note(Request.Form["contact.note"], NoteMaxLength, "Note");
        if (!LeadDesk.Contacts.Contains(kind))
        {
            ModelState.AddModelError("contact.kind", "Choose what took place");
        }

        if (error is not null)
        {
            ModelState.AddModelError("contact.note", error);
        }

        if (!ModelState.IsValid)
        {
            return await LoadAsync(id, cancel) ? Refuse("contact") : NotFound();
        }

        return await desk.NoteContactAsync(id, kind, note, User.StaffName()!, cancel)
            ? Tell(id, "Noted. The score takes it in at once.")
            : NotFound();
    }

    public async Task<IActionResult> OnPostAdjustAsync(Guid id, CancellationToken cancel)
    {
        if (!MayAdjust)
        {
            return Forbid();
        }

        var isNumber = int.TryParse(
            Request.Form["adjust.points"].ToString().Trim().Replace('−', '-'),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var points
        );
        var (reason, error) = CleanText.Note(Request.Form["adjust.reason"], NoteMaxLength, "Reason");
        if (!isNumber || points == 0 || Math.Abs((long)points) > ScoringModel.AdjustmentMax)
        {
            ModelState.AddModelError("adjust.points", "Enter whole points, such as 15 or -10");
        }

        if (reason is null)
        {
            ModelState.AddModelError("adjust.reason", error ?? "Say why, so that colleagues understand it");
        }

        if (!ModelState.IsValid)
        {
            return await LoadAsync(id, cancel) ? Refuse("adjust") : NotFound();
        }

        return await desk.AdjustAsync(id, points, reason!, User.StaffName()!, cancel)
            ? Tell(id, $"{Words.Points(points)} points, with your reason.")
            : NotFound();
    }

    public async Task<IActionResult> OnPostMachineAsync(
        Guid id,
        Guid touchpoint,
        bool machine,
        CancellationToken cancel
    )
    {
        if (!MayEdit)
        {
            return Forbid();
        }

        return await desk.SayMachineAsync(id, touchpoint, machine, User.StaffName()!, cancel)
            ? Tell(
                id,
                machine ? "Marked: it scores nothing any more." : "It counts as a person’s now, from when it happened."
            )
            : Tell(id, "It was marked so already, or is not this lead’s.", "warning");
    }

    public async Task<IActionResult> OnPostReleaseAsync(Guid id, CancellationToken cancel)
    {
        if (!User.May(Policies.Marketing))
        {
            return Forbid();
        }

        return await desk.ReleaseAsync(id, User.StaffName()!, cancel)
            ? Tell(id, "Released: it goes to sales in a moment.")
            : Tell(id, "It was not ready any more. This is how it stands now.", "warning");
    }

    public async Task<IActionResult> OnPostReopenAsync(Guid id, CancellationToken cancel)
    {
        if (!User.May(Policies.Managers))
        {
            return Forbid();
        }

        var (why, error) = CleanText.Note(Request.Form["reopen.why"], NoteMaxLength, "Reason");
        if (why is null)
        {
            ModelState.AddModelError("reopen.why", error ?? "Say why, so that colleagues understand it");
            return await LoadAsync(id, cancel) ? Refuse("reopen") : NotFound();
        }

        return await desk.ReopenAsync(id, User.StaffName()!, why, cancel)
            ? Tell(id, "Open again. Only what happens from now on counts towards qualifying.")
            : Tell(id, "It was not disqualified any more. This is how it stands now.", "warning");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        Now = time.GetUtcNow();
        var titles = await OfferTitles.ReadAsync(offers, cancel);
        if (await LeadView.ReadAsync(db, scoring, titles, id, Before, cancel) is not { } view)
        {
            return false;
        }

        (View, Shown) = (view, view.Score);
        Versions = await ScoreQuestion.ChoicesAsync(scoring, cancel);
        if (IsSales)
        {
            Tasks = await TaskList.OfLeadAsync(db, id, cancel);
            Zone = Tasks.Count > 0 ? await db.ReadZoneAsync(User.StaffId()!.Value, cancel) : Zone;
        }

        if (IsSales && View.Open is { } open)
        {
            var routing = (await current.ReadAsync(cancel)).Routing;
            _routing = User.May(Policies.Managers) ? routing : null;
            _nurture = await NextNurture.ReadAsync(db, cancel);
            _callWords = open.TeamId is { } team ? routing.TeamOf(team)?.CallWords : null;
            Contacts = await Contacts.ReadAsync(db, id, Now, cancel);
        }

        return true;
    }

    /// <summary>The page again with the form as it was typed, and what is wrong with it.</summary>
    private PageResult Refuse(string form)
    {
        foreach (var (field, typed) in Request.Form)
        {
            ModelState.SetModelValue(field, typed.ToString(), typed.ToString());
        }

        (Refused, Response.StatusCode) = (form, StatusCodes.Status422UnprocessableEntity);
        return Page();
    }

    private RedirectToPageResult Tell(Guid id, string message, string kind = "success")
    {
        (TempData["Flash"], TempData["FlashKind"]) = (message, kind);
        return RedirectToPage(new { id });
    }
}
