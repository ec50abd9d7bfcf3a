namespace LeadGen.Web.Operations;

/// <summary>Tells browsers what pages of this app never do. An endpoint that must do more sets its own header first.</summary>
public static class SecurityHeaders
{
    /// <summary>Our own files and nothing else; no inline script or style; never inside somebody else's page.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly (string Name, string Value)[] ForAll =
    [
        ("Content-Security-Policy", ContentPolicy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ];

    /// <summary>For a year, this host and those below it are asked by https alone.</summary>
    private const string StrictTransport = "max-age=31536000; includeSubDomains";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var isLive = !app.Environment.IsDevelopment();
        app.Use(
            (context, next) =>
            {
                // At the last moment: an error page starts with cleared headers.
                context.Response.OnStarting(() =>
                {
                    AddTo(context, isLive);
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
    }

    private static void AddTo(HttpContext context, bool isLive)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in ForAll)
        {
            headers.TryAdd(name, value);
        }

        if (isLive && context.Request.IsHttps)
        {
            headers.TryAdd("Strict-Transport-Security", StrictTransport);
        }

        if (context.User.Identity?.IsAuthenticated == true)
        {
            headers.TryAdd("Cache-Control", "no-store");
        }
    }
}
