using LeadGen.Web.Operations;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A mail shown as it would be read, in a frame that may do nothing.</summary>
public static class MailFrame
{
    /// <summary>Of the mail: what mail programs allow, more or less, styles in the mail itself.</summary>
    public const string PolicyOfMail =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <summary>Of the page with the frame.</summary>
    public const string PolicyOfPage = SecurityHeaders.ContentPolicy + "; frame-src 'self'";
}
