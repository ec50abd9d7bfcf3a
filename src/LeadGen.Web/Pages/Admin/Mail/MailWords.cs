using LeadGen.Web.Data.Mails;

namespace LeadGen.Web.Pages.Admin.Mail;

public static class MailWords
{
    public static string Of(MailState state) =>
        state switch
        {
            MailState.Waiting => "Waiting",
            MailState.Sent => "Sent",
            MailState.Parked => "Not sent",
            MailState.Held => "Outbox",
        };

    public static string Of(MailKind kind) =>
        kind switch
        {
            MailKind.Notice => "Notification",
            MailKind.Digest => "Notifications of a day",
            MailKind.Letter => "A rep’s mail to a lead",
            MailKind.Delivery => "What a visitor asked for",
            MailKind.Confirmation => "Is this yes yours?",
            MailKind.PersonLink => "Link to somebody’s own data",
            MailKind.Nurture => "One of a sequence",
            MailKind.SignInChanged => "What somebody signs in with has changed",
        };

    public static string NoneIn(MailState state) =>
        state switch
        {
            MailState.Waiting => "Nothing waits: all that was to be sent is sent.",
            MailState.Sent => "Nothing has been sent yet.",
            MailState.Parked => "All well: every mail was taken by the mail server.",
            MailState.Held => "Nothing yet. What would be sent is kept here.",
        };
}
