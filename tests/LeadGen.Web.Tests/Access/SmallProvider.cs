using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadGen.Web.Tests.Access;

/// <summary>
/// A provider of OpenID Connect on this machine: it knows one client, signs with a real key, checks PKCE and the secret, and says of whoever
/// comes what a test set.
/// </summary>
internal sealed class SmallProvider : IAsyncDisposable
{
    public const string Client = "leadgen";
    public const string Secret = "a secret of the client";

    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = new();

    private SmallProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(Configuration()));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { Published() } }));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync);
    }

    public string Address => _app.Urls.First();

    /// <summary>What it says of whoever comes.</summary>
    public Dictionary<string, object> Person { get; } = [];

    /// <summary>It says no, with this error.</summary>
    public string? Error { get; set; }

    /// <summary>It signs with a key that it does not publish.</summary>
    public bool SignsWithAnother { get; set; }

    /// <summary>It answers for another sign-in.</summary>
    public bool TellsAnotherNonce { get; set; }

    public static async Task<SmallProvider> StartAsync()
    {
        var provider = new SmallProvider();
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>Settings of an app whose staff sign in here.</summary>
    public (string, string)[] Settings =>
        [
            ("LeadGen:Oidc:Authority", Address),
            ("LeadGen:Oidc:ClientId", Client),
            ("LeadGen:Oidc:ClientSecret", Secret),
            ("LeadGen:Oidc:Name", "Example Login"),
            ("LeadGen:Oidc:RoleClaim", "groups"),
            ("LeadGen:Oidc:Roles:SalesRep", "sales, inside-sales"),
            ("LeadGen:Oidc:Roles:Admin", "it"),
        ];

    /// <summary>Somebody with this id there.</summary>
    public void Is(string subject, string email, params string[] groups)
    {
        Person.Clear();
        (Person["sub"], Person["email"], Person["email_verified"]) = (subject, email, true);
        (Person["name"], Person["groups"]) = ("Ada of the Provider", groups);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private Dictionary<string, object> Configuration() =>
        new()
        {
            ["issuer"] = Address,
            ["authorization_endpoint"] = Address + "/authorize",
            ["token_endpoint"] = Address + "/token",
            ["jwks_uri"] = Address + "/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        };

    private object Published()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = "one",
            n = WebEncoders.Base64UrlEncode(key.Modulus!),
            e = WebEncoders.Base64UrlEncode(key.Exponent!),
        };
    }

    private IResult Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        string Of(string name) => query[name].ToString();
        if (Of("client_id") != Client || Of("response_type") != "code" || Of("code_challenge_method") != "S256")
        {
            return Results.BadRequest();
        }

        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (Of("nonce"), Of("code_challenge"));
        return Results.Redirect(
            QueryHelpers.AddQueryString(
                Of("redirect_uri"),
                new Dictionary<string, string?>
                {
                    [Error is null ? "code" : "error"] = Error ?? code,
                    ["state"] = Of("state"),
                }
            )
        );
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var isClient = form["client_id"] == Client && form["client_secret"] == Secret;
        var proof = WebEncoders.Base64UrlEncode(
            SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))
        );
        if (!isClient || !_codes.TryRemove(form["code"].ToString(), out var asked) || asked.Challenge != proof)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        return Results.Json(
            new
            {
                access_token = "nothing",
                token_type = "Bearer",
                expires_in = 300,
                id_token = IdToken(TellsAnotherNonce ? "another" : asked.Nonce),
            }
        );
    }

    private string IdToken(string nonce)
    {
        using var other = RSA.Create(2048);
        var key = new RsaSecurityKey((SignsWithAnother ? other : _rsa).ExportParameters(includePrivateParameters: true))
        {
            KeyId = "one",
        };
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Address,
                Audience = Client,
                Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
                Claims = new Dictionary<string, object>(Person) { ["nonce"] = nonce },
            }
        );
    }
}
