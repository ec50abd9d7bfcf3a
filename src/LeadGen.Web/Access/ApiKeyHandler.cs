using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Access;

/// <summary>Lets programs in by <c>Authorization: Bearer KEY</c>, and tells those that it does not why, as a problem.</summary>
public sealed class ApiKeyHandler(
    ApiKeyRing ring,
    ApiKeyUse use,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Bearer = "Bearer ";
    private const string Ask = "Bearer realm=\"LeadGen\"";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ReadKey() is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        var key = await ring.FindAsync(text, Context.RequestAborted);
        if (key is null)
        {
            return AuthenticateResult.Fail("unknown, expired or revoked");
        }

        use.Note(key.Id);
        return AuthenticateResult.Success(new AuthenticationTicket(ApiCaller.Of(key), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var (challenge, detail) = ReadKey() is null
            ? (Ask, "Send an API key in the header Authorization: Bearer lg_….")
            : (
                Ask + ", error=\"invalid_token\"",
                "The API key is unknown, expired or revoked. Ask an administrator for another one."
            );
        return RefuseAsync(StatusCodes.Status401Unauthorized, challenge, "No valid API key", detail);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Scope ?? "";
        return RefuseAsync(
            StatusCodes.Status403Forbidden,
            $"{Ask}, error=\"insufficient_scope\", scope=\"{scope}\"",
            "The API key lacks a scope",
            $"This call needs the scope {scope}. Ask an administrator for a key that has it.",
            new Dictionary<string, object?> { ["scope"] = scope }
        );
    }

    private string? ReadKey() =>
        Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..].Trim()
            : null;

    private Task RefuseAsync(
        int status,
        string challenge,
        string title,
        string detail,
        Dictionary<string, object?>? extensions = null
    )
    {
        Response.Headers.Append(HeaderNames.WWWAuthenticate, challenge);
        return TypedResults
            .Problem(detail, statusCode: status, title: title, extensions: extensions)
            .ExecuteAsync(Context);
    }
}
