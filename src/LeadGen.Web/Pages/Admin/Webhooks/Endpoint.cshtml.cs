using System.Globalization;
using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Pages.Account;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Webhooks;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Admin.Webhooks;

public sealed record DeliveryRow(
    Guid EventId,
    string Type,
    long Sequence,
    DateTimeOffset OccurredAt,
    DeliveryState State,
    DateTimeOffset NextAttemptAt,
    IReadOnlyList<WebhookTry> Tries
);

public sealed record DeliveryTab(DeliveryState State, string Count);

/// <summary>One endpoint: what it was told and how it answered, and all that can be done with it.</summary>
public sealed class EndpointModel(
    LeadGenDbContext db,
    WebhookDesk desk,
    WebhookAddresses addresses,
    AuditBook book,
    TimeProvider time
) : PageModel
{
    public const int PageSize = 30;
    public const string Secret = "WebhookSecret";

    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "url")]
    public string? Address { get; set; }

    [BindProperty(Name = "types")]
    public string[] Types { get; set; } = [];

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public WebhookEndpoint Row { get; private set; } = null!;
    public DeliveryState State { get; private set; }
    public IReadOnlyList<DeliveryTab> Tabs { get; private set; } = [];
    public IReadOnlyList<DeliveryRow> Deliveries { get; private set; } = [];
    public Guid? Next { get; private set; }

    /// <param name="state">A term; what was not taken where there is any, else what waits, else what was taken, if left out.</param>
    /// <param name="before">The last one that was shown.</param>
    public async Task<IActionResult> OnGetAsync(string? state, Guid? before, CancellationToken cancel) =>
        await LoadAsync(Terms.Parse<DeliveryState>(state), before, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(null, null, cancel))
        {
            return NotFound();
        }

        return ModelState.CheckEndpoint(Name, Address, Types, addresses) is not { } form ? this.Invalid()
            : await desk.ChangeAsync(Id, form, cancel) ? Done("Saved.")
            : NotFound();
    }

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancel)
    {
        if (await desk.TestAsync(Id, cancel) is not { } answer)
        {
            return NotFound();
        }

        return Done(
            answer.IsTaken
                ? $"It took the test: {answer.Status} after {Words.Number((long)answer.Took.TotalMilliseconds)} ms."
                : $"It did not take the test. {answer.Error}{(answer.Text is null ? "" : $" It said: {answer.Text}")}",
            answer.IsTaken ? "success" : "danger"
        );
    }

    public async Task<IActionResult> OnPostTurnAsync(bool on, CancellationToken cancel) =>
        !await desk.TurnAsync(Id, on, cancel) ? NotFound()
        : on ? Done("On: it is told of what happens from now on. What it missed is sent by “Send again”.")
        : Done("Off.");

    public async Task<IActionResult> OnPostRotateAsync(CancellationToken cancel)
    {
        if (await desk.RotateAsync(Id, cancel) is not { } secret)
        {
            return NotFound();
        }

        TempData[Secret] = secret;
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel)
    {
        await desk.RemoveAsync(Id, cancel);
        TempData["Flash"] = "Removed.";
        return Redirect("/admin/webhooks");
    }

    public async Task<IActionResult> OnPostParkedAsync(CancellationToken cancel) =>
        await SentAsync(await desk.SendParkedAgainAsync(Id, cancel), cancel);

    public async Task<IActionResult> OnPostSinceAsync(string? hours, CancellationToken cancel)
    {
        if (!WebhookWords.Since.Any(choice => choice.Value == hours))
        {
            return await LoadAsync(null, null, cancel) ? WithError("hours", "Choose one of the list") : NotFound();
        }

        var ago = TimeSpan.FromHours(int.Parse(hours!, CultureInfo.InvariantCulture));
        return await SentAsync(await desk.SendAgainSinceAsync(Id, ago, cancel), cancel);
    }

    private string Here => $"/admin/webhooks/{Id}";

    private async Task<RedirectResult> SentAsync(int count, CancellationToken cancel)
    {
        await book.NoteSetGoingAsync("webhook_endpoints", Id, count, cancel);
        return Done(
            count switch
            {
                0 => "There is nothing to send again.",
                1 => "One message is sent again within seconds.",
                _ => $"{Words.Number(count)} messages are sent again, a few at a time.",
            }
        );
    }

    private PageResult WithError(string field, string message)
    {
        ModelState.AddModelError(field, message);
        return this.Invalid();
    }

    private RedirectResult Done(string message, string kind = "success")
    {
        (TempData["Flash"], TempData["FlashKind"]) = (message, kind);
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync(DeliveryState? state, Guid? before, CancellationToken cancel)
    {
        var row = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(one => one.Id == Id, cancel);
        if (row is null)
        {
            return false;
        }

        Row = row;
        var counts = new Dictionary<DeliveryState, int>();
        foreach (var one in Enum.GetValues<DeliveryState>())
        {
            counts[one] = await Of(one)
                .OrderBy(delivery => delivery.EventId)
                .Take(WebhooksModel.CountedTo + 1)
                .CountAsync(cancel);
        }

        Tabs = [.. counts.Select(one => new DeliveryTab(one.Key, WebhooksModel.Text(one.Value)))];
        DeliveryState[] byNeed = [DeliveryState.Parked, DeliveryState.Waiting];
        State = state ?? byNeed.Where(one => counts[one] > 0).Append(DeliveryState.Delivered).First();
        var page = Of(State)
            .Where(delivery => before == null || delivery.EventId.CompareTo(before.Value) < 0)
            .OrderByDescending(delivery => delivery.EventId)
            .Take(PageSize + 1);
        var found = await (
            from delivery in page
            join told in db.Set<LeadEvent>() on delivery.EventId equals told.Id
            orderby delivery.EventId descending
            select new DeliveryRow(
                told.Id,
                told.Type,
                told.Sequence,
                told.OccurredAt,
                delivery.State,
                delivery.NextAttemptAt,
                delivery.Tries
            )
        ).ToListAsync(cancel);
        Deliveries = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? Deliveries[^1].EventId : null;
        return true;
    }

    private IQueryable<WebhookDelivery> Of(DeliveryState state) =>
        db.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.EndpointId == Id && delivery.State == state);
}
