using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace LeadGen.Web.Access;

/// <summary>The session of a member of staff.</summary>
public static class StaffCookie
{
    public const string Name = "leadgen";

    /// <summary>However busy, after a working day one signs in again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Renewed in its second half, so that a break of an hour signs nobody out.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    private const string Started = "started";

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.LoginPath = "/account/login";
        cookie.LogoutPath = "/account/logout";
        cookie.AccessDeniedPath = "/account/denied";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Cookie.Name = Name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.CookieManager = new HostPrefixedCookies();
        cookie.ExpireTimeSpan = Idle;
        cookie.SlidingExpiration = true;
        cookie.Events.OnSigningIn = RememberStart;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = AskToSignIn;
        cookie.Events.OnRedirectToAccessDenied = Refuse;
    }

    private static Task RememberStart(CookieSigningInContext context)
    {
        if (context.Properties.IssuedUtc is { } now)
        {
            context.Properties.Items.TryAdd(Started, now.ToString("O", CultureInfo.InvariantCulture));
        }

        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (StartOf(context.Properties) is { } start && now - start < Longest)
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static DateTimeOffset? StartOf(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(Started, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var start)
            ? start
            : null;

    /// <summary>By path alone: what this app thinks its host and scheme are may not be what the browser sees.</summary>
    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsScript(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        }

        return Task.CompletedTask;
    }

    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>A script can do nothing with a page to sign in.</summary>
    private static bool IsScript(HttpRequest request) =>
        request.Headers["Sec-Fetch-Mode"] is ["cors" or "same-origin" or "no-cors"]
        || request.Headers.XRequestedWith is ["XMLHttpRequest"];
}

/// <summary>
/// Names the cookie <c>__Host-…</c> where the request is safe: then a browser takes it from this very host alone. On plain
/// http, as on a developer's machine, browsers refuse such a name.
/// </summary>
internal sealed class HostPrefixedCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        _cookies.GetRequestCookie(context, NameFor(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameFor(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, NameFor(context, key), options);

    private static string NameFor(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
}
