using System.Collections.Frozen;

namespace LeadGen.Domain.Touchpoints;

/// <summary>The kinds of touchpoint that come with the product.</summary>
public static class TouchpointKinds
{
    public const int MaxLength = 64;

    public const string PageView = "page_view";

    /// <summary>Carries the properties <c>intent</c> and <c>next_step</c>.</summary>
    public const string FormSubmitted = "form_submitted";

    /// <summary>A later step of a form arrived: carries <c>step</c>, and <c>next_step</c> where that was asked there. It counts no second form.</summary>
    public const string FormContinued = "form_continued";

    /// <summary>Carries the offer's <c>depth</c>: early or late.</summary>
    public const string ContentDownloaded = "content_downloaded";

    public const string WebinarRegistered = "webinar_registered";
    public const string WebinarAttended = "webinar_attended";
    public const string EventAttended = "event_attended";
    public const string TrialStarted = "trial_started";

    /// <summary>A rep wrote to them; carries <c>subject</c>, <c>text</c> and <c>author</c>. A mail of a sequence: <c>subject</c> and <c>sequence</c>.</summary>
    public const string EmailSent = "email_sent";

    public const string EmailOpened = "email_opened";
    public const string EmailClicked = "email_clicked";
    public const string EmailUnsubscribed = "email_unsubscribed";

    /// <summary>They answered a mail.</summary>
    public const string EmailReplied = "email_replied";

    /// <summary>Another system tells that their address takes no mail.</summary>
    public const string EmailBounced = "email_bounced";

    /// <summary>With the property <c>intent</c> of <c>stated</c> a message, an answer by mail, a call or a meeting is where somebody said that they want to buy.</summary>
    public const string ChatMessage = "chat_message";
    public const string PhoneCall = "phone_call";
    public const string Meeting = "meeting";

    /// <summary>Carries the <c>name</c> of the product's event.</summary>
    public const string ProductEvent = "product_event";

    /// <summary>Told service what they want more of; carries <c>question</c> (their words) and <c>urgency</c>.</summary>
    public const string ServiceRequest = "service_request";

    /// <summary>Staff did what they had set themselves to do; carries it as <c>note</c>, and an <c>author</c>.</summary>
    public const string TaskDone = "task_done";

    /// <summary>Carries the answers by the keys of the questions, <c>points</c> and the <c>result</c>.</summary>
    public const string QuizCompleted = "quiz_completed";

    /// <summary>A person's correction of the score, with a reason and an author in its properties.</summary>
    public const string Adjustment = "adjustment";

    public static readonly FrozenSet<string> Shipped = new[]
    {
        PageView,
        FormSubmitted,
        FormContinued,
        ContentDownloaded,
        WebinarRegistered,
        WebinarAttended,
        EventAttended,
        TrialStarted,
        EmailSent,
        EmailOpened,
        EmailClicked,
        EmailUnsubscribed,
        EmailReplied,
        EmailBounced,
        ChatMessage,
        PhoneCall,
        Meeting,
        ProductEvent,
        ServiceRequest,
        TaskDone,
        QuizCompleted,
        Adjustment,
    }.ToFrozenSet(StringComparer.Ordinal);
}
