using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Sales;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Leads, hand-offs and where they came from, as people read them.</summary>
public static class LeadWords
{
    /// <summary>First and last name, else what is before the @.</summary>
    public static string Name(string? first, string? last, string email) => PersonName.Of(first, last, email);

    /// <summary>Source / medium / campaign, or null where nothing is known.</summary>
    public static string? From(Source? source) =>
        source is null ? null
        : string.Join(
            " / ",
            new[] { source.Name, source.Medium, source.Campaign }.Where(part => part is { Length: > 0 })
        )
            is { Length: > 0 } words
            ? words
        : source.Referrer;

    public static string? Country(string? code) => code is null ? null : Countries.NameOf(code);

    public static string State(HandoffState state) =>
        state switch
        {
            HandoffState.Open => "Open",
            HandoffState.Accepted => "Accepted",
            HandoffState.Started => "Started",
            HandoffState.Qualified => "Confirmed",
            HandoffState.Recycled => "Recycled",
            HandoffState.Rejected => "Rejected",
            HandoffState.Disqualified => "Disqualified",
            HandoffState.Superseded => "Superseded",
        };

    public static string Trigger(MoveTrigger trigger) =>
        trigger switch
        {
            MoveTrigger.Score => "by score",
            MoveTrigger.ProductEvents => "by use of the product",
            MoveTrigger.Conversation => "in a conversation",
            MoveTrigger.ServiceRequest => "told by service",
            MoveTrigger.HandRaise => "asked for sales",
            MoveTrigger.Confirmed => "confirmed by sales",
            MoveTrigger.Rejected => "rejected by sales",
            MoveTrigger.Recycled => "recycled by sales",
            MoveTrigger.Disqualified => "disqualified by sales",
            MoveTrigger.Reopened => "reopened",
            MoveTrigger.Outcome => "by its outcome",
            MoveTrigger.Undone => "taken back",
        };

    public static string Cause(MoveCause cause) =>
        cause switch
        {
            MoveCause.Touchpoint => "",
            MoveCause.ModelPublished => "after a new model was published",
            MoveCause.Released => "released by marketing",
            MoveCause.Time => "as time went by",
            MoveCause.Person => "",
        };

    /// <summary>The question of the checklist, as the rep asks it of themself.</summary>
    public static string Check(string key) =>
        key switch
        {
            Checklist.Need => "Is there a need we can meet?",
            Checklist.Authority => "Can they decide, or bring who does?",
            Checklist.Budget => "Is there money for it?",
            Checklist.Urgency => "Is it urgent to them?",
            Checklist.Timeline => "Is there a date?",
            Checklist.Trust => "Do they trust us?",
            Checklist.Willingness => "Are they willing to listen?",
            Checklist.StrategicFit => "Do we fit each other?",
            _ => key,
        };
}
