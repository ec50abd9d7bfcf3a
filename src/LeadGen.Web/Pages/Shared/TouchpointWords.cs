using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Pages.Shared;

/// <summary>What a lead did, in a few words. Kinds of the company's own are shown by their name.</summary>
public static class TouchpointWords
{
    /// <param name="offer">The title of the offer, in quotation marks, or its slug.</param>
    public static string Of(string kind, string? offer, string? path, IReadOnlyDictionary<string, string>? properties)
    {
        var (about, list) = (offer ?? path, properties?.GetValueOrDefault("list"));
        return kind switch
        {
            TouchpointKinds.PageView => "Viewed " + (path ?? offer ?? "a page"),
            TouchpointKinds.FormSubmitted => Form(offer, properties),
            TouchpointKinds.FormContinued => NextStep(properties)
                ?? With("Went on with the form of", offer, "an offer"),
            TouchpointKinds.ContentDownloaded => With("Downloaded", about, "content"),
            TouchpointKinds.WebinarRegistered => With("Registered for", about, "a webinar"),
            TouchpointKinds.WebinarAttended => With("Attended", about, "a webinar"),
            TouchpointKinds.EventAttended => With("Came to", about ?? list, "an event"),
            TouchpointKinds.TrialStarted => "Started a trial",
            TouchpointKinds.EmailSent => "Mail to them: "
                + (properties?.GetValueOrDefault("subject") ?? list ?? "no subject"),
            TouchpointKinds.TaskDone => "Task done",
            TouchpointKinds.EmailOpened => "Opened a mail",
            TouchpointKinds.EmailClicked => "Clicked in a mail",
            TouchpointKinds.EmailUnsubscribed => "Unsubscribed from mail",
            TouchpointKinds.EmailReplied => "Answered a mail" + Intent(properties),
            TouchpointKinds.EmailBounced => "A mail did not reach them",
            TouchpointKinds.ChatMessage => "Wrote in the chat" + Intent(properties),
            TouchpointKinds.PhoneCall => (list is null ? "Phone call" : $"Phone call, {list}") + Intent(properties),
            TouchpointKinds.Meeting => "Meeting" + Intent(properties),
            TouchpointKinds.ProductEvent => "In the product: " + (properties?.GetValueOrDefault("name") ?? "an event"),
            TouchpointKinds.ServiceRequest => "Told service what they want",
            TouchpointKinds.QuizCompleted => With("Completed", offer, "a quiz") + Result(properties),
            TouchpointKinds.Adjustment => "Score adjusted by hand: " + Points(properties),
            _ => With(FactNames.InWords(kind), about, ""),
        };
    }

    private static string Intent(IReadOnlyDictionary<string, string>? properties) =>
        properties?.GetValueOrDefault("intent") == "stated" ? ": wants to buy" : "";

    private static string Form(string? offer, IReadOnlyDictionary<string, string>? properties) =>
        properties?.GetValueOrDefault("intent") switch
        {
            "demo" => "Asked for a demo",
            "quote" => "Asked for a quote",
            "inquiry" => "Asked to talk to sales",
            "trial" => "Asked for a trial",
            _ => NextStep(properties) ?? With("Sent the form of", offer, "an offer"),
        };

    private static string? NextStep(IReadOnlyDictionary<string, string>? properties) =>
        properties?.GetValueOrDefault("next_step") switch
        {
            "contact" => "Asked to be contacted",
            "question" => "Asked a question",
            _ => null,
        };

    private static string Result(IReadOnlyDictionary<string, string>? properties) =>
        properties?.GetValueOrDefault("result") is { } result ? ": " + result.Replace('_', ' ') : "";

    private static string Points(IReadOnlyDictionary<string, string>? properties) =>
        int.TryParse(
            properties?.GetValueOrDefault(Scorer.AdjustmentPoints),
            System.Globalization.CultureInfo.InvariantCulture,
            out var points
        )
            ? Words.Points(points)
            : "?";

    private static string With(string verb, string? about, string otherwise) =>
        $"{verb} {about ?? otherwise}".TrimEnd();
}
