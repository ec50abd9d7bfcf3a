using System.Globalization;
using LeadGen.Web.Data.Audit;
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

    /// <summary>Renewed in its second half, so that a break of half an hour signs nobody out.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private const string Started = "started";
    private const string Session = "session";

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
        cookie.Events.OnSigningIn = BeginAsync;
        cookie.Events.OnSigningOut = EndAsync;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = AskToSignIn;
        cookie.Events.OnRedirectToAccessDenied = Refuse;
    }

    /// <summary>Between password and code.</summary>
    public static void ConfigureFirstStep(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = Name + "_step";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.CookieManager = new HostPrefixedCookies();
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
    }

    /// <summary>The session that a request belongs to; null where nobody is signed in.</summary>
    public static Guid? SessionOf(HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties is { } properties
            ? SessionOf(properties)
            : null;

    /// <summary>A session that is only refreshed goes on under its number, from when it began.</summary>
    private static async Task BeginAsync(CookieSigningInContext context)
    {
        if (context.Properties.IssuedUtc is { } now)
        {
            context.Properties.Items.TryAdd(Started, now.ToString("O", CultureInfo.InvariantCulture));
        }

        if (SessionOf(context.Properties) is null)
        {
            var session = await Sessions(context.HttpContext).BeginAsync(context.HttpContext, context.Principal!);
            context.Properties.Items[Session] = session.ToString();
        }
    }

    /// <summary>Whoever signs out is out on the server too: a copy of the cookie opens nothing.</summary>
    private static async Task EndAsync(CookieSigningOutContext context)
    {
        var http = context.HttpContext;
        if (SessionOf(http) is { } session && http.User.StaffId() is { } staff)
        {
            if (await Sessions(http).EndAsync(staff, session, http.RequestAborted))
            {
                await NoteAsync(http, staff);
            }
        }
    }

    private static Task NoteAsync(HttpContext http, Guid staff) =>
        http
            .RequestServices.GetRequiredService<AuditBook>()
            .NoteAsync(
                AuditedRequests.ActorOf(http, staff, http.User.StaffName() ?? ""),
                AuditAction.SignedOut,
                "users",
                staff.ToString(),
                null,
                http.RequestAborted
            );

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (
            StartOf(context.Properties) is { } start
            && now - start < Longest
            && SessionOf(context.Properties) is { } session
            && await Sessions(context.HttpContext).IsOpenAsync(session, context.HttpContext.RequestAborted)
        )
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static StaffSessions Sessions(HttpContext context) =>
        context.RequestServices.GetRequiredService<StaffSessions>();

    private static Guid? SessionOf(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(Session, out var text) && Guid.TryParse(text, out var id) ? id : null;

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
    private const string Prefix = "__Host-";
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) =>
        _cookies.GetRequestCookie(context, NameFor(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameFor(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, NameFor(context, key), options);

    private static string NameFor(HttpContext context, string key) => context.Request.IsHttps ? Prefix + key : key;
}
