namespace LeadGen.Domain.Capture;

/// <summary>The texts that come with the product. Whoever changes the words of one adds a version; the old ones stay readable.</summary>
public static class ConsentTexts
{
    /// <summary>Beside the box that is never ticked beforehand.</summary>
    public static readonly ConsentText MarketingEmail = new(
        ConsentPurposes.MarketingEmail,
        "1",
        "Yes, send me useful content and news by e-mail. I can unsubscribe at any time."
    );

    /// <summary>In the bar of the script, before anything is noted of a browser.</summary>
    public static readonly ConsentText WebTracking = new(
        ConsentPurposes.WebTracking,
        "1",
        "May we remember what you look at here, to offer you what fits, and connect it with you if you fill in a form? You can take it back at any time."
    );

    public static readonly ConsentText MailTracking = new(
        ConsentPurposes.MailTracking,
        "1",
        "Yes, you may see whether I open your mails and which of their links I follow. I can say no again at any time."
    );

    /// <summary>Below every form. It informs and asks nothing.</summary>
    public static readonly ConsentText PrivacyNotice = new(
        ConsentPurposes.PrivacyNotice,
        "2",
        "We use what you enter to send you what you asked for and to answer you. You can see or erase it at any time."
    );

    /// <summary>What a browser says by itself when its owner has switched Global Privacy Control on.</summary>
    public static readonly ConsentText PrivacyControl = new(
        ConsentPurposes.WebTracking,
        "gpc",
        "Sent by the browser: Sec-GPC: 1 (Global Privacy Control)."
    );

    /// <summary>Every version that ever came with the product.</summary>
    public static readonly IReadOnlyList<ConsentText> Shipped =
    [
        MarketingEmail,
        WebTracking,
        MailTracking,
        PrivacyNotice with
        {
            Version = "1",
            Text =
                "We use what you enter to send you what you asked for and to answer you. Write to us to see, correct or erase it.",
        },
        PrivacyNotice,
    ];
}
