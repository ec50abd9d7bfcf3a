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
    TimeProvider time
) : PageModel
{
    public static readonly (QueueView View, string Text)[] Views =
    [
        (QueueView.All, "All open"),
        (QueueView.Mine, "Mine"),
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
    public string? After { get; private set; }
    public string? Next { get; private set; }
    public DateTimeOffset? NextDue { get; private set; }
    public int Threshold { get; private set; }
    public OfferTitles Titles { get; private set; } = null!;

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
            return View switch
            {
                QueueView.All => ("All caught up", next),
                QueueView.Mine => ("Nothing on your desk", next),
                QueueView.Unclaimed => ("Every lead has somebody", next),
                QueueView.Overdue => ("No promise is broken", next),
            };
        }
    }

    public async Task OnGetAsync(string? view, Guid? at, string? after, CancellationToken cancel) =>
        await LoadAsync(view, at, after, cancel);

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

        await LoadAsync(Request.Form["view"], post.Action.HandoffId, after: null, cancel);
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

        return RedirectToPage(Route(View, At.State.IsOpen() || result is HandoffResult.MovedOn ? At.Id : null));
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
    public static Dictionary<string, string> Route(QueueView view, Guid? at = null, string? after = null)
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

        if (after is not null)
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

    private async Task LoadAsync(string? view, Guid? at, string? after, CancellationToken cancel)
    {
        (View, After, Now, Me) = (
            Terms.Parse<QueueView>(view) ?? QueueView.All,
            after,
            time.GetUtcNow(),
            User.StaffId() ?? Guid.Empty
        );
        var rows = await QueueList.ReadPageAsync(db, View, Me, after, Now, cancel);
        Rows = rows.Count > QueueList.PageSize ? rows[..QueueList.PageSize] : rows;
        Next = rows.Count > QueueList.PageSize ? Rows[^1].Cursor : null;
        if (at is { } id)
        {
            At = Rows.FirstOrDefault(row => row.Id == id) ?? await QueueList.ReadOneAsync(db, id, cancel);
            _reasons = await db.ReadReasonsAsync(cancel);
            _routing = User.May(Policies.Managers) ? (await current.ReadAsync(cancel)).Routing : null;
            _required = (await db.ReadChecklistRulesAsync(cancel)).Required;
        }

        Titles = await OfferTitles.ReadAsync(offers, cancel);
        Threshold = (await published.CurrentAsync(cancel)).Model.MqlThreshold;
        NextDue = Rows.Count == 0 ? await QueueList.NextDueAsync(db, cancel) : null;
    }
}
