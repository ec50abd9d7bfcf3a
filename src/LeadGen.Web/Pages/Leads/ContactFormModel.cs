using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Leads;

/// <summary>What recording a conversation with a lead, and with somebody new, have in common.</summary>
public abstract class ContactFormModel(ContactIntake contacts, TimeProvider time) : LeadFormModel
{
    private const string AtFormat = "yyyy-MM-ddTHH:mm";

    /// <summary>Whoever enters it types the minute, and clocks differ.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly Choice[] Kinds =
    [
        new(TouchpointKinds.PhoneCall, "Phone call"),
        new(TouchpointKinds.Meeting, "Meeting"),
        new(TouchpointKinds.ChatMessage, "Chat"),
        new(TouchpointKinds.EmailReplied, "Answer by mail"),
    ];

    public static readonly Choice[] Directions =
    [
        new("inbound", "They came to us"),
        new("outbound", "We went to them"),
    ];

    public static readonly Choice[] Intents =
    [
        new("none", "No"),
        new("stated", "Yes, they said that they want to buy", "The lead goes to the queue at once"),
    ];

    /// <summary>The fields as they stand on the page, for the summary of errors.</summary>
    public static readonly string[] Order =
    [
        "email",
        "company",
        "first_name",
        "last_name",
        "kind",
        "direction",
        "campaign",
        "at",
        "summary",
        "intent",
    ];

    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public Guid Key { get; } = Guid.CreateVersion7(time.GetUtcNow());
    public string NowText => Now.UtcDateTime.ToString(AtFormat, CultureInfo.InvariantCulture);

    protected bool MayRecord => User.May(Policies.Sales) || User.May(Policies.Marketing);

    /// <summary>Reads what both forms ask and, where nothing is wrong, records it.</summary>
    /// <returns>The lead; null where there is none, or where the model state says what is wrong.</returns>
    protected async Task<Guid?> RecordAsync(Guid? leadId, Answers? who, CancellationToken cancel)
    {
        var form = Request.Form;
        foreach (var (field, typed) in form)
        {
            ModelState.SetModelValue(field, typed.ToString(), typed.ToString());
        }

        var kind = form["kind"].ToString();
        Demand(ContactIntake.Kinds.Contains(kind), "kind", "Choose what took place");
        var direction = Terms.Parse<ContactDirection>(form["direction"]);
        Demand(direction is not null, "direction", "Choose who began it");
        var at = At(form["at"]);
        Demand(
            at is not null && at >= Earliest && at <= Now + AheadMax,
            "at",
            "Enter a day and time in UTC that is past, such as 2026-03-31T14:00"
        );
        var intent = Terms.Parse<Intent>(form["intent"]);
        Demand(intent is not null, "intent", "Say whether they want to buy");
        var (summary, error) = CleanText.Note(form["summary"], Conversation.SummaryMaxLength, "Summary");
        Demand(error is null, "summary", error ?? "");
        var (campaign, unread) = CleanText.Note(form["campaign"], Source.PartMaxLength, "Campaign");
        Demand(unread is null, "campaign", unread ?? "");
        Demand(
            intent != Intent.Stated || summary is not null || error is not null,
            "summary",
            "Say what they want, for the rep who calls"
        );
        return ModelState.ErrorCount > 0
            ? null
            : await contacts.RecordAsync(
                new ContactEntry(
                    Guid.TryParse(form["key"], out var key) ? key : Key,
                    leadId,
                    who?.Email,
                    who?.Facts.ToDictionary(fact => fact.Key, fact => (string?)fact.Value) ?? [],
                    kind,
                    direction!.Value,
                    at!.Value,
                    summary,
                    intent!.Value,
                    campaign?.ReplaceLineEndings(" "),
                    User.StaffName()!
                ),
                cancel
            );
    }

    protected void Tell() =>
        TempData["Flash"] =
            Request.Form["intent"] == Terms.Of(Intent.Stated)
                ? "Recorded. It goes to sales in a moment."
                : "Recorded. The score takes it in at once.";

    private void Demand(bool isRight, string field, string message)
    {
        if (!isRight)
        {
            ModelState.AddModelError(field, message);
        }
    }

    private static DateTimeOffset? At(string? text) =>
        DateTimeOffset.TryParseExact(
            text?.Trim(),
            [AtFormat, "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;
}
