namespace LeadGen.Domain.Capture;

/// <summary>What people are asked to agree to, each for itself, and the notice that informs and asks nothing.</summary>
public static class ConsentPurposes
{
    public const string MarketingEmail = "marketing_email";
    public const string WebTracking = "web_tracking";
    public const string MailTracking = "mail_tracking";
    public const string PrivacyNotice = "privacy_notice";

    public static readonly IReadOnlyList<string> Asked = [MarketingEmail, WebTracking, MailTracking];

    public static readonly IReadOnlyList<string> All = [.. Asked, PrivacyNotice];

    /// <summary>Until an administrator says otherwise: does a yes count only when it is confirmed by mail?</summary>
    public static bool IsConfirmedByMail(string purpose) => purpose == MarketingEmail;
}

/// <summary>How something was agreed to, refused or taken back, where that was not one of the channels.</summary>
public static class ConsentWays
{
    /// <summary>By the button behind a link that only the owner of the address was sent.</summary>
    public const string ConfirmedLink = "confirmed_link";

    /// <summary>On the page of one's own preferences, whose link comes by mail too.</summary>
    public const string Preferences = "preferences";

    /// <summary>By the button of the mail program.</summary>
    public const string OneClick = "one_click";

    /// <summary>By the browser's Global Privacy Control.</summary>
    public const string PrivacyControl = "gpc";

    /// <summary>Does it prove that the owner of the address said it?</summary>
    public static bool Confirms(string how) => how is ConfirmedLink or Preferences;
}
