using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages.Queue;

/// <summary>The leads that wait for sales, the most urgent first, and the one that is being worked.</summary>
public sealed class IndexModel(
    LeadGenDbContext db,
    HandoffDesk desk,
    ManagerDesk managers,
    CurrentRouting current,
    PublishedModel published,
    OfferCache offers,
    StaffKeys keys,
    TimeProvider time
) : PageModel
{
    public static readonly (QueueView View, string Text)[] Views =
    [
        (QueueView.All, "All open"),
        (QueueView.Mine, "Mine"),
        (QueueView.Team, "My team"),
        (QueueView.Unclaimed, "Unclaimed"),
        (QueueView.Overdue, "Overdue"),
    ];

    /// <summary>By it the page's own script asks for what the page shows, without what is round it.</summary>
    private const string PartHeader = "X-Queue-Part";

    private IReadOnlyList<Reason> _reasons = [];
    private IReadOnlyCollection<string> _required = [];
    private Routing? _routing;
    private string? _callWords;
    private NextNurture _nurture = NextNurture.None;

    public bool IsPart => Request.Headers.ContainsKey(PartHeader);
    public QueueView View { get; private set; }
    public DateTimeOffset Now { get; private set; }
    public Guid Me { get; private set; }
    public IReadOnlyList<QueueRow> Rows { get; private set; } = [];

    /// <summary>The hand-off that is looked at.</summary>
    public QueueRow? At { get; private set; }
    public Contacts Contacts { get; private set; } = Contacts.None;
    public string? Find { get; private set; }
    public string? After { get; private set; }
    public string? Next { get; private set; }
    public DateTimeOffset? NextDue { get; private set; }
    public int Threshold { get; private set; }
    public OfferTitles Titles { get; private set; } = null!;

    /// <summary>The reasons for several at once.</summary>
    public IEnumerable<Choice> BulkReasons =>
        _reasons
            .For(HandoffVerb.Reject)
            .Select(reason => new Choice(reason.Key, reason.Label))
            .Prepend(new Choice("", "Choose a reason"));

    /// <summary>Were they ticked when something was wrong with the reason?</summary>
    public IReadOnlySet<string> Ticked { get; private set; } = new HashSet<string>();

    /// <summary>For the call about the one that is looked at; null where nobody is to call.</summary>
    public CallScript? Script =>
        CallScripts.Of(
            At!.State,
            At.Kind,
            At.Dossier,
            _callWords,
            (At.FirstName, At.Company, User.StaffName()),
            Titles,
            At.Checklist,
            _required
        );

    private HandoffVerb? Refused { get; set; }

    public HandoffActions Actions => ActionsOf(At!);

    /// <summary>Accept what is open, start what is mine: a colleague's work is only looked at from here.</summary>
    public HandoffButton? Button(QueueRow row) =>
        row.State == HandoffState.Open || row.OwnerId == Me ? ActionsOf(row).Next("small") : null;

    /// <summary>What stands in place of an empty list.</summary>
    public (string Heading, string Why) Empty
    {
        get
        {
            var next = NextDue is { } due
                ? due < Now
                    ? $"The next promise ended {Words.Span(Now - due)} ago, at {Words.Exact(due)}."
                    : $"The next promise ends in {Words.Span(due - Now)}, at {Words.Exact(due)}."
                : "New leads come here as soon as they qualify.";
            if (!string.IsNullOrWhiteSpace(Find))
            {
                return ("Nobody found", "Look for another part of the name, the address or the company.");
            }

            return View switch
            {
                QueueView.All => ("All caught up", next),
                QueueView.Mine => ("Nothing on your desk", next),
                QueueView.Team => ("Nothing waits for your team", next),
                QueueView.Unclaimed => ("Every lead has somebody", next),
                QueueView.Overdue => ("No promise is broken", next),
            };
        }
    }

    public async Task OnGetAsync(string? view, Guid? at, string? q, string? after, CancellationToken cancel) =>
        await LoadAsync(view, at, q, after, cancel);

    public async Task<IActionResult> OnPostActAsync(CancellationToken cancel)
    {
        if (HandoffPost.Read(Request.Form, User) is not { } post)
        {
            return BadRequest();
        }

        var result = await desk.ActAsync(post.Verb, post.Action, cancel);
        if (result is HandoffResult.NotFound)
        {
            return NotFound();
        }

        if (result is HandoffResult.Invalid invalid)
        {
            await LoadPostedAsync(post.Action.HandoffId, cancel);
            post.Refuse(ModelState, Request.Form, invalid);
            (Refused, Response.StatusCode) = (post.Verb, StatusCodes.Status422UnprocessableEntity);
            return Page();
        }

        var row = (await QueueList.ReadOneAsync(db, post.Action.HandoffId, cancel))!;
        HandoffPost.Tell(TempData, post.Verb, result, row.Name);
        if (result is HandoffResult.NotAllowed)
        {
            await LoadPostedAsync(row.Id, cancel);
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page();
        }

        // The script goes on to the next one by itself.
        var isLooking = !Request.Form.ContainsKey("quiet") && (row.State.IsOpen() || result is HandoffResult.MovedOn);
        return await ShowAsync(isLooking ? row.Id : null, cancel);
    }

    public async Task<IActionResult> OnPostBulkAsync(CancellationToken cancel)
    {
        if (BulkPost.Read(Request.Form, User) is not { } bulk)
        {
            return BadRequest();
        }

        if (await bulk.RunAsync(desk, db, TempData, cancel) is not { } error)
        {
            return await ShowAsync(at: null, cancel);
        }

        await LoadPostedAsync(at: null, cancel);
        ModelState.SetModelValue(BulkPost.Reason, Request.Form[BulkPost.Reason].ToString(), "");
        ModelState.AddModelError(BulkPost.Reason, error);
        Ticked = Request.Form[BulkPost.Pick].OfType<string>().ToHashSet();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The switch of the keyboard's shortcuts.</summary>
    public async Task<IActionResult> OnPostKeysAsync(CancellationToken cancel)
    {
        var on = Request.Form["keys"] == "on";
        await keys.SwitchAsync(User, on);
        TempData["Flash"] = on ? "Keyboard shortcuts are on. Press ? to see them." : "Keyboard shortcuts are off.";
        return await ShowAsync(at: null, cancel);
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken cancel)
    {
        if (BulkUndo.Read(Request.Form, User) is { } bulk)
        {
            await bulk.RunAsync(desk, TempData, cancel);
            return await BackAsync(at: null, cancel);
        }

        if (HandoffPost.ReadTarget(Request.Form, User) is not { } action)
        {
            return BadRequest();
        }

        var result = await desk.UndoAsync(action, cancel);
        if (result is HandoffResult.NotFound)
        {
            return NotFound();
        }

        HandoffPost.TellUndone(TempData, result);
        return await BackAsync(action.HandoffId, cancel);
    }

    public async Task<IActionResult> OnPostReassignAsync(CancellationToken cancel)
    {
        if (!User.May(Policies.Managers))
        {
            return Forbid();
        }

        if (
            HandoffPost.ReadTarget(Request.Form, User) is not { } action
            || ReassignChoices.Read(Request.Form["to"]) is not { } to
        )
        {
            return BadRequest();
        }

        var result = await managers.ReassignAsync(action with { OwnerId = to.Owner }, to.Team, cancel);
        if (result is HandoffResult.NotFound)
        {
            return NotFound();
        }

        HandoffPost.TellReassigned(TempData, result);
        return await BackAsync(action.HandoffId, cancel);
    }

    /// <summary>The query of a view of the queue; what is usual is left out.</summary>
    public static Dictionary<string, string> Route(
        QueueView view,
        Guid? at = null,
        string? after = null,
        string? find = null
    )
    {
        var route = new Dictionary<string, string>();
        if (view != QueueView.All)
        {
            route["view"] = Terms.Of(view);
        }

        if (at is { } id)
        {
            route["at"] = id.ToString();
        }

        if (!string.IsNullOrWhiteSpace(find))
        {
            route["q"] = find;
        }

        if (!string.IsNullOrEmpty(after))
        {
            route["after"] = after;
        }

        return route;
    }

    private HandoffActions ActionsOf(QueueRow row) =>
        new(row.Id, row.Version, row.State, row.Name, _reasons, Now, Refused, Terms.Of(View))
        {
            Required = _required,
            Nurture = _nurture,
            Others = _routing is null ? [] : ReassignChoices.Of(_routing, row.OwnerId, row.State == HandoffState.Open),
        };

    /// <summary>Where the form stood, which may be the page of a lead.</summary>
    private async Task<IActionResult> BackAsync(Guid? at, CancellationToken cancel)
    {
        var back = Request.Form["back"].ToString();
        return !IsPart && Url.IsLocalUrl(back) ? LocalRedirect(back)
            : Request.Form.ContainsKey("quiet") ? await ShowAsync(at: null, cancel)
            : await ShowAsync(at, cancel);
    }

    /// <summary>What there is after a step: by a redirect, or at once to the script, which says where it is.</summary>
    private async Task<IActionResult> ShowAsync(Guid? at, CancellationToken cancel)
    {
        var form = Request.Form;
        var route = Route(Terms.Parse<QueueView>(form["view"]) ?? QueueView.All, at, form["after"], form["q"]);
        if (!IsPart)
        {
            return RedirectToPage(route);
        }

        await LoadPostedAsync(at, cancel);
        Response.Headers.ContentLocation = Url.Page("/Queue/Index", pageHandler: "", route);
        return Page();
    }

    /// <summary>The list that the form stood in.</summary>
    private Task LoadPostedAsync(Guid? at, CancellationToken cancel) =>
        LoadAsync(Request.Form["view"], at, Request.Form["q"], Request.Form["after"], cancel);

    private async Task LoadAsync(string? view, Guid? at, string? find, string? after, CancellationToken cancel)
    {
        Response.Headers.Append("Vary", PartHeader);
        (View, Find, After, Now, Me) = (
            Terms.Parse<QueueView>(view) ?? QueueView.All,
            find?.Length > QueueList.FindMaxLength ? find[..QueueList.FindMaxLength] : find,
            after,
            time.GetUtcNow(),
            User.StaffId() ?? Guid.Empty
        );
        var rows = await QueueList.ReadPageAsync(db, View, Me, Find, after, Now, cancel);
        Rows = rows.Count > QueueList.PageSize ? rows[..QueueList.PageSize] : rows;
        Next = rows.Count > QueueList.PageSize ? Rows[^1].Cursor : null;
        if (at is { } id)
        {
            At = Rows.FirstOrDefault(row => row.Id == id) ?? await QueueList.ReadOneAsync(db, id, cancel);
            var routing = (await current.ReadAsync(cancel)).Routing;
            _routing = User.May(Policies.Managers) ? routing : null;
            _callWords = At?.TeamId is { } team ? routing.TeamOf(team)?.CallWords : null;
            Contacts = At is null ? Contacts.None : await Contacts.ReadAsync(db, At.LeadId, Now, cancel);
            _nurture = await NextNurture.ReadAsync(db, cancel);
            _required = (await db.ReadChecklistRulesAsync(cancel)).Required;
        }

        _reasons = await db.ReadReasonsAsync(cancel);
        Titles = await OfferTitles.ReadAsync(offers, cancel);
        Threshold = (await published.CurrentAsync(cancel)).Model.MqlThreshold;
        NextDue = Rows.Count == 0 ? await QueueList.NextDueAsync(db, cancel) : null;
    }
}
