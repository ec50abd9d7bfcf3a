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

    private IReadOnlyList<Reason> _reasons = [];
    private IReadOnlyCollection<string> _required = [];
    private Routing? _routing;

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
                ? $"The next promise ends at {Words.Exact(due)}."
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

        await LoadPostedAsync(post.Action.HandoffId, cancel);
        if (result is HandoffResult.Invalid invalid)
        {
            post.Refuse(ModelState, Request.Form, invalid);
            (Refused, Response.StatusCode) = (post.Verb, StatusCodes.Status422UnprocessableEntity);
            return Page();
        }

        HandoffPost.Tell(TempData, post.Verb, result, At!.Name);
        if (result is HandoffResult.NotAllowed)
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return Page();
        }

        // The script goes on to the next one by itself.
        var isLooking = !Request.Form.ContainsKey("quiet") && (At.State.IsOpen() || result is HandoffResult.MovedOn);
        return RedirectToPage(Route(View, isLooking ? At.Id : null, After, Find));
    }

    public async Task<IActionResult> OnPostBulkAsync(CancellationToken cancel)
    {
        if (BulkPost.Read(Request.Form, User) is not { } bulk)
        {
            return BadRequest();
        }

        var error = await bulk.RunAsync(desk, db, TempData, cancel);
        await LoadPostedAsync(at: null, cancel);
        if (error is null)
        {
            return RedirectToPage(Route(View, null, After, Find));
        }

        ModelState.SetModelValue(BulkPost.Reason, Request.Form[BulkPost.Reason].ToString(), "");
        ModelState.AddModelError(BulkPost.Reason, error);
        Ticked = Request.Form[BulkPost.Pick].OfType<string>().ToHashSet();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The switch of the keyboard's shortcuts.</summary>
    public async Task<IActionResult> OnPostKeysAsync()
    {
        var on = Request.Form["keys"] == "on";
        await keys.SwitchAsync(User, on);
        TempData["Flash"] = on ? "Keyboard shortcuts are on. Press ? to see them." : "Keyboard shortcuts are off.";
        return RedirectToPage(Route(Terms.Parse<QueueView>(Request.Form["view"]) ?? QueueView.All));
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken cancel)
    {
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
        var back = Request.Form["back"].ToString();
        return Url.IsLocalUrl(back) ? LocalRedirect(back) : RedirectToPage(Route(View, action.HandoffId));
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
        var back = Request.Form["back"].ToString();
        return Url.IsLocalUrl(back) ? LocalRedirect(back) : RedirectToPage(Route(View, action.HandoffId));
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
            Others = _routing is null ? [] : ReassignChoices.Of(_routing, row.OwnerId, row.State == HandoffState.Open),
        };

    /// <summary>The list that the form stood in.</summary>
    private Task LoadPostedAsync(Guid? at, CancellationToken cancel) =>
        LoadAsync(Request.Form["view"], at, Request.Form["q"], Request.Form["after"], cancel);

    private async Task LoadAsync(string? view, Guid? at, string? find, string? after, CancellationToken cancel)
    {
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
            _routing = User.May(Policies.Managers) ? (await current.ReadAsync(cancel)).Routing : null;
            Contacts = At is null ? Contacts.None : await Contacts.ReadAsync(db, At.LeadId, Now, cancel);
            _required = (await db.ReadChecklistRulesAsync(cancel)).Required;
        }

        _reasons = await db.ReadReasonsAsync(cancel);
        Titles = await OfferTitles.ReadAsync(offers, cancel);
        Threshold = (await published.CurrentAsync(cancel)).Model.MqlThreshold;
        NextDue = Rows.Count == 0 ? await QueueList.NextDueAsync(db, cancel) : null;
    }
}
