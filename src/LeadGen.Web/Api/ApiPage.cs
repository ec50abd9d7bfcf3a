using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace LeadGen.Web.Api;

/// <summary>The readable page of the API. It loads nothing from elsewhere and tells nobody.</summary>
internal static class ApiPage
{
    private const int NonceBytes = 16;

    public static void Show(ScalarOptions page, HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        // The page builds its styles in the browser; scripts are its own and the one that begins it.
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
        page.WithTitle("LeadGen API").WithNonce(nonce);
        page.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        page.HideDeveloperTools().HideClientButton().AddPreferredSecuritySchemes(ApiDocument.Scheme);
    }
}
