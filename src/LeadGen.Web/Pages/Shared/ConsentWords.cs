using LeadGen.Domain.Capture;

namespace LeadGen.Web.Pages.Shared;

/// <summary>What people are asked to agree to, in words.</summary>
public static class ConsentWords
{
    public static string Name(string purpose) =>
        purpose switch
        {
            ConsentPurposes.MarketingEmail => "News by e-mail",
            ConsentPurposes.WebTracking => "Remembering the browser",
            ConsentPurposes.MailTracking => "Seeing what happens with mails",
            ConsentPurposes.PrivacyNotice => "Privacy notice",
            _ => FactWords.Label(purpose),
        };

    /// <summary>Where its words stand and what for.</summary>
    public static string Use(string purpose) =>
        purpose switch
        {
            ConsentPurposes.MarketingEmail =>
                "Beside the box on forms, which nobody ticks beforehand. A form may have words of its own.",
            ConsentPurposes.WebTracking => "Asked before a browser gets a cookie by which it is known again.",
            ConsentPurposes.MailTracking => "Asked on the page of one’s own preferences.",
            _ => "Below every form. It informs and asks nothing.",
        };

    /// <summary>Is it allowed, in a word?</summary>
    public static string May(ConsentState state) =>
        state.Standing switch
        {
            ConsentStanding.Given => "Yes",
            ConsentStanding.Pending => "Not yet",
            ConsentStanding.Withdrawn or ConsentStanding.None => "No",
        };

    public static string Why(ConsentState state) =>
        state.Standing switch
        {
            ConsentStanding.None => "never asked, or the box was left alone",
            ConsentStanding.Pending => $"said {How(state.Row!.How)}, waits to be confirmed by mail",
            ConsentStanding.Given => $"said {How(state.Row!.How)}",
            ConsentStanding.Withdrawn => state.Row is { } row
                ? $"said no {How(row.How)}"
                : "unsubscribed, as another system told us",
        };

    /// <summary>How it was said.</summary>
    public static string How(string how) =>
        how switch
        {
            "form" => "on a form",
            ConsentWays.ConfirmedLink => "by the link in the mail",
            ConsentWays.Preferences => "on their own page",
            ConsentWays.OneClick => "by the button of their mail program",
            ConsentWays.PrivacyControl => "by their browser",
            "script" => "on a page that they looked at",
            "page" => "on the page about tracking",
            "api" => "told by another system",
            "import" => "imported",
            _ => "entered by hand",
        };
}
