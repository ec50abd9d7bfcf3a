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
}
