namespace LeadGen.Web.Operations;

/// <summary>
/// The one first-party cookie by which a browser is known again: a random id, or that its owner wants none. It is there only after they
/// chose, or where nobody need be asked. Our own script reads it to see whether to ask, and so it is not hidden from scripts; it opens nothing.
/// </summary>
public static class VisitorCookie
{
    public const string Name = "leadgen_visitor";

    /// <summary>Its value where the owner of the browser said no.</summary>
    public const string Refused = "no";

    private const string OptOut = "Sec-GPC";

    /// <summary>The visitor; null where the browser is not known, was told to forget, or says by Global Privacy Control that it is not to be tracked.</summary>
    public static Guid? Read(HttpRequest request) =>
        !OptsOut(request) && Guid.TryParse(request.Cookies[NameFor(request)], out var id) && id != Guid.Empty
            ? id
            : null;

    /// <summary>Did its owner say no?</summary>
    public static bool IsRefused(HttpRequest request) => request.Cookies[NameFor(request)] == Refused;

    /// <summary>Does the browser say, for all sites, that it is not to be tracked?</summary>
    public static bool OptsOut(HttpRequest request) => request.Headers[OptOut] == "1";

    public static void Write(HttpResponse response, Guid visitor, TimeSpan lasts) =>
        Write(response, visitor.ToString(), lasts);

    /// <summary>Forgets who it is, and remembers that it is not to ask again.</summary>
    public static void Refuse(HttpResponse response, TimeSpan lasts) => Write(response, Refused, lasts);

    /// <summary>On https browsers take it from this very host alone; on plain http, as in development, they refuse such a name.</summary>
    public static string NameFor(HttpRequest request) => request.IsHttps ? "__Host-" + Name : Name;

    private static void Write(HttpResponse response, string value, TimeSpan lasts)
    {
        var request = response.HttpContext.Request;
        response.Cookies.Append(
            NameFor(request),
            value,
            new CookieOptions
            {
                Path = "/",
                MaxAge = lasts,
                Secure = request.IsHttps,
                SameSite = SameSiteMode.Lax,
                IsEssential = true,
            }
        );
    }
}
