using System.Globalization;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Reads;

namespace LeadGen.Web.Api;

/// <summary>Tells in one sentence what happened.</summary>
internal static class TimelineText
{
    public static string Of(Touchpoint touchpoint) =>
        touchpoint.Kind switch
        {
            TouchpointKinds.PageView => With("Viewed", touchpoint.Path, "a page"),
            TouchpointKinds.FormSubmitted => NextStep(touchpoint)
                ?? With("Sent the form of", touchpoint.Offer, "an offer"),
            TouchpointKinds.FormContinued => NextStep(touchpoint)
                ?? With("Went on with the form of", touchpoint.Offer, "an offer"),
            TouchpointKinds.ContentDownloaded => With("Downloaded", touchpoint.Offer, "a file"),
            TouchpointKinds.WebinarRegistered => With("Registered for", touchpoint.Offer, "a webinar"),
            TouchpointKinds.WebinarAttended => With("Attended", touchpoint.Offer, "a webinar"),
            TouchpointKinds.EventAttended => With("Attended", touchpoint.Offer, "an event"),
            TouchpointKinds.TrialStarted => "Started a trial",
            TouchpointKinds.EmailSent when touchpoint.Properties.ContainsKey("sequence") => "A mail of a sequence",
            TouchpointKinds.EmailSent => "Sales wrote to them",
            TouchpointKinds.EmailReplied => "Answered an e-mail",
            TouchpointKinds.EmailBounced => "An e-mail did not reach them",
            TouchpointKinds.TaskDone => "Sales did a task",
            TouchpointKinds.EmailOpened => "Opened an e-mail",
            TouchpointKinds.EmailClicked => "Clicked a link in an e-mail",
            TouchpointKinds.EmailUnsubscribed => "Unsubscribed from e-mail",
            TouchpointKinds.ChatMessage => "Wrote in the chat",
            TouchpointKinds.PhoneCall => "Talked on the phone",
            TouchpointKinds.Meeting => "Met",
            TouchpointKinds.ProductEvent => With(
                "Used the product:",
                touchpoint.Properties.GetValueOrDefault("name"),
                "some event"
            ),
            TouchpointKinds.ServiceRequest => "Told service what they want",
            TouchpointKinds.QuizCompleted => "Completed a quiz",
            TouchpointKinds.Adjustment => With(
                "Score adjusted by hand:",
                touchpoint.Properties.GetValueOrDefault("points"),
                "no points"
            ),
            _ => InWords(touchpoint.Kind),
        };

    private static string? NextStep(Touchpoint touchpoint) =>
        touchpoint.Properties.GetValueOrDefault("next_step") switch
        {
            "contact" => "Asked to be contacted",
            "question" => "Asked a question",
            _ => null,
        };

    public static string Of(StageMove move)
    {
        var text = $"{Words(move.From)} became {Words(move.To)}";
        return move.Implied ? text + ", implied by what came after"
            : move.Actor is { } actor ? $"{text}, by {actor}"
            : move.Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"{text} at a score of {score}")
            : text;
    }

    public static string Of(HandoffItem step)
    {
        var by = step.Actor is { } actor ? $" by {actor}" : "";
        return step.Became switch
        {
            HandoffState.Open => $"Handed to sales: {step.Handoff.Dossier.Why}",
            HandoffState.Accepted => "Accepted" + by,
            HandoffState.Started => "Work on it started" + by,
            HandoffState.Qualified => "Confirmed as sales-qualified" + by,
            HandoffState.Recycled => "Recycled to marketing" + by,
            HandoffState.Rejected => "Rejected" + by,
            HandoffState.Disqualified => "Disqualified" + by,
            HandoffState.Superseded => "Replaced by a stronger qualification",
        };
    }

    public static string Of(BreachItem item) =>
        item.Breach.Promise == PromiseStep.AcceptBreach
            ? "The promise to accept it in time was not kept"
            : "The promise to start in time was not kept";

    public static string Of(AssignmentItem item) =>
        item.Assignment.By switch
        {
            AssignedBy.Routed => "Given to ",
            AssignedBy.Reoffered => "Offered again to ",
            AssignedBy.Pool => "Open to everybody of its team: ",
            AssignedBy.Reassigned => "Given to somebody else: ",
        } + item.Assignment.Why;

    private static string With(string verb, string? what, string otherwise) => $"{verb} {what ?? otherwise}";

    private static string Words(Stage stage) =>
        stage switch
        {
            Stage.Lead => "Lead",
            Stage.Mql => "MQL",
            Stage.Pql => "PQL",
            Stage.Cql => "CQL",
            Stage.ServiceQualified => "Service-qualified",
            Stage.Sql => "SQL",
            Stage.Opportunity => "Opportunity",
            Stage.Customer => "Customer",
            Stage.Recycled => "Recycled",
            Stage.Disqualified => "Disqualified",
        };

    private static string InWords(string kind) =>
        kind.Length == 0 ? kind : char.ToUpperInvariant(kind[0]) + kind[1..].Replace('_', ' ');
}
