using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LeadGen.Web.Access;

/// <summary>Sign-in by a provider of OpenID Connect, where one is configured. Passwords work beside it.</summary>
public static class OidcSetup
{
    public const string Scheme = "oidc";
    public const string CallbackPath = "/account/oidc";

    private const string Login = "/account/login";

    internal static void AddOidc(this IServiceCollection services, IConfiguration configuration)
    {
        if (OidcSettings.Read(configuration) is not { } settings)
        {
            return;
        }

        services.AddSingleton(settings);
        services.AddScoped<OidcDesk>();
        services.AddAuthentication().AddOpenIdConnect(Scheme, options => Configure(options, settings));
    }

    private static void Configure(OpenIdConnectOptions options, OidcSettings settings)
    {
        options.Authority = settings.Authority.AbsoluteUri;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        options.CallbackPath = CallbackPath;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.UsePkce = true;
        // By a redirect rather than by a form that another site posts: so its cookies need not cross sites.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.Scope.Add("email");
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapUniqueJsonKey("email", "email");
        options.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
        options.ClaimActions.MapUniqueJsonKey("name", "name");
        options.ClaimActions.MapJsonKey(settings.RoleClaim, settings.RoleClaim);
        options.DisableTelemetry = true;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Path = "/"; // of this host alone, as its name says then
        }

        (options.CorrelationCookie.Name, options.NonceCookie.Name) = ("leadgen_way.", "leadgen_nonce.");

        options.Events.OnTicketReceived = ArriveAsync;
        options.Events.OnRemoteFailure = Refuse;
    }

    /// <summary>The provider said who it is. A session of ours begins; nothing else of theirs is kept.</summary>
    private static async Task ArriveAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var desk = context.HttpContext.RequestServices.GetRequiredService<OidcDesk>();
        var (landing, refusal) = await desk.ArriveAsync(context.Principal!, context.HttpContext.RequestAborted);
        context.Response.Redirect(
            refusal is { } why ? Refused(why)
            : context.ReturnUri is { Length: > 1 } wanted ? wanted
            : landing!
        );
    }

    private static Task Refuse(RemoteFailureContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(Refused(OidcRefusal.Failed));
        return Task.CompletedTask;
    }

    public static string Refused(OidcRefusal why) => $"{Login}?refused={Domain.Terms.Of(why)}";
}
