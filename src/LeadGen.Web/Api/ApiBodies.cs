using System.ComponentModel;
using System.Text.Json;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Api;

// What calls take, as their description shows it. They are read by hand, so that every wrong field is named at once.

internal sealed record LeadBody(
    string Email,
    string? FirstName = null,
    string? LastName = null,
    string? Company = null,
    string? JobTitle = null,
    string? Phone = null,
    string? Website = null,
    long? Employees = null,
    long? AnnualRevenue = null,
    string? Industry = null,
    [property: Description("ISO 3166 alpha-2.")] string? Country = null,
    string? Message = null,
    string? Budget = null,
    string? Timeline = null,
    [property: Description("content, contact or question; the last two are hand-raises.")] NextStep? NextStep = null,
    bool? ConsentMarketing = null,
    [property: Description("The door through which the lead came; api if absent.")] Channel? Channel = null,
    string? Source = null,
    string? Medium = null,
    string? Campaign = null,
    string? Referrer = null,
    [property: Description("Custom fields that some form defines; others are ignored.")]
        Dictionary<string, JsonElement>? Custom = null,
    [property: Description("Replace all that is held but staff edits.")] bool? Overwrite = null
);

internal sealed record MergeBody(
    [property: Description("The id of the lead that it is merged into.")] Guid Into,
    [property: Description("For colleagues.")] string? Why = null
);

internal sealed record TouchpointsBody(IReadOnlyList<TouchpointBody> Items);

internal sealed record TouchpointBody(
    string Kind,
    [property: Description("The sender's own, unique for ever.")] Guid? Id = null,
    [property: Description("Now if absent; at most 5 minutes ahead.")] DateTimeOffset? OccurredAt = null,
    [property: Description("One of lead_id, email and visitor_id says whose it is.")] Guid? LeadId = null,
    string? Email = null,
    Guid? VisitorId = null,
    [property: Description("The slug of an offer.")] string? Offer = null,
    string? Path = null,
    string? Source = null,
    string? Medium = null,
    string? Campaign = null,
    string? Referrer = null,
    [property: Description("At most 50; texts, numbers, true or false, kept as text.")]
        Dictionary<string, JsonElement>? Properties = null
);

internal sealed record ConversationBody(
    [property: Description("The id that the conversation has where it takes place; the same again adds to it.")]
        string ExternalId,
    [property: Description("At most 1,000 in one conversation; may be empty.")] IReadOnlyList<MessageBody> Messages,
    [property: Description("Did they say that they want to buy? Once stated it stays stated.")] Intent Intent,
    string? Email = null,
    Guid? VisitorId = null,
    [property: Description("For the sales rep; at most 2,000 characters.")] string? Summary = null
);

internal sealed record MessageBody(
    DateTimeOffset At,
    [property: Description("visitor, agent, a name; at most 100 characters.")] string From,
    [property: Description("At most 4,000 characters.")] string Text
);

internal sealed record ServiceRequestBody(
    string Email,
    [property: Description("What they want, in their words; at most 2,000 characters.")] string Request,
    [property: Description("Who heard it: an e-mail address of the staff, or a name.")] string ReportedBy,
    [property: Description("The company.")] string? Account = null,
    [property: Description("normal if absent.")] Urgency? Urgency = null
);

internal sealed record PublishBody(
    [property: Description("For those who read the history.")] string? Why = null,
    [property: Description("Names of golden leads whose change of verdict is meant.")]
        IReadOnlyList<string>? Acknowledge = null
);

internal sealed record HandoffActionBody(
    [property: Description("The version that you saw.")] int Version,
    [property: Description("Accept: id or e-mail address of the member of staff who takes it.")] string? Owner = null,
    [property: Description("Recycle, reject, disqualify: key or label of a reason of the list.")] string? Reason = null,
    string? Note = null,
    [property: Description("Qualify: yes, no or unknown by key, or an object with answer and note.")]
        Dictionary<string, JsonElement>? Checklist = null,
    [property: Description("Recycle: from when on to look at the lead again.")] DateTimeOffset? Until = null
);

internal sealed record ReassignBody(
    [property: Description("The version that you saw.")] int Version,
    [property: Description("Id or e-mail address of the member of staff who goes on with it.")] string? Owner = null,
    [property: Description("Name or id of a team; without an owner anybody of it may take the hand-off.")]
        string? Team = null
);

internal sealed record OutcomeBody(
    OutcomeResult Result,
    [property: Description("Or email.")] Guid? LeadId = null,
    string? Email = null,
    decimal? Amount = null,
    [property: Description("ISO 4217, such as EUR.")] string? Currency = null,
    [property: Description("Key or label of a reason of the list, or any text.")] string? Reason = null,
    [property: Description("Now if absent.")] DateTimeOffset? OccurredAt = null,
    [property: Description("Your own, so that sending it again records nothing twice.")] Guid? Id = null
);
