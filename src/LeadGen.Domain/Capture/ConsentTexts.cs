namespace LeadGen.Domain.Capture;

/// <summary>The texts that come with the product. Whoever changes the words of one raises its version.</summary>
public static class ConsentTexts
{
    /// <summary>Beside the box that is never ticked beforehand.</summary>
    public static readonly ConsentText MarketingEmail = new(
        "marketing_email",
        "1",
        "Yes, send me useful content and news by e-mail. I can unsubscribe at any time."
    );

    /// <summary>Below every form. It informs and asks nothing.</summary>
    public static readonly ConsentText PrivacyNotice = new(
        "privacy_notice",
        "1",
        "We use what you enter to send you what you asked for and to answer you. Write to us to see, correct or erase it."
    );

    /// <summary>In the bar of the script, before anything is noted of a browser.</summary>
    public static readonly ConsentText WebTracking = new(
        "web_tracking",
        "1",
        "May we remember what you look at here, to offer you what fits, and connect it with you if you fill in a form? You can take it back at any time."
    );
}
