using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Webhooks;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Admin.Webhooks;

public static class WebhookWords
{
    public static readonly IReadOnlyList<Choice> Types =
    [
        new(LeadEventTypes.Created, "lead.created", "Somebody new is known, by an import too"),
        new(LeadEventTypes.Updated, "lead.updated", "Facts became others: which, not what they are"),
        new(LeadEventTypes.StageChanged, "lead.stage_changed", "Such as from MQL to SQL"),
        new(LeadEventTypes.ScoreChanged, "lead.score_changed", "After something that happened"),
        new(LeadEventTypes.HandoffOpened, "handoff.opened", "Sales got a lead"),
        new(LeadEventTypes.HandoffAccepted, "handoff.accepted", "A rep took it"),
        new(LeadEventTypes.HandoffBreached, "handoff.breached", "A promise was not kept in time"),
        new(LeadEventTypes.OutcomeRecorded, "outcome.recorded", "Opportunity, won or lost"),
    ];

    /// <summary>How far back events can be sent again; they are kept for a month.</summary>
    public static readonly IReadOnlyList<Choice> Since =
    [
        new("1", "The last hour"),
        new("24", "The last day"),
        new("168", "The last 7 days"),
        new("720", "The last 30 days"),
    ];

    public static string Of(DeliveryState state) =>
        state switch
        {
            DeliveryState.Waiting => "Waiting",
            DeliveryState.Delivered => "Taken",
            DeliveryState.Parked => "Not taken",
        };

    public static string NoneIn(DeliveryState state) =>
        state switch
        {
            DeliveryState.Waiting => "Nothing waits: all that was to be told is told.",
            DeliveryState.Delivered => "Nothing has been taken yet.",
            DeliveryState.Parked => "All well: nothing was given up.",
        };

    public static string Of(WebhookTry tried) => tried.Error ?? $"Taken: it answered {tried.Status}.";
}
