using System.Net;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Tests.Operations;

public sealed class SecurityHeadersTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/account/login", HttpStatusCode.OK)]
    [InlineData("/error", HttpStatusCode.OK)]
    [InlineData("/css/leadgen.css", HttpStatusCode.OK)]
    [InlineData("/no/such/page", HttpStatusCode.NotFound)]
    [InlineData("/admin/users", HttpStatusCode.Redirect)]
    public async Task Every_answer_tells_browsers_what_pages_never_do(string path, HttpStatusCode status)
    {
        var answer = await app.Anonymous().GetAsync(path, Cancel);

        Assert.Equal(status, answer.StatusCode);
        var policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.StartsWith("max-age=31536000", Header(answer, "Strict-Transport-Security"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_plain_http_nobody_is_sent_to_https() =>
        Assert.False(
            (await app.Anonymous("http").GetAsync("/account/login", Cancel)).Headers.Contains(
                "Strict-Transport-Security"
            )
        );

    [Fact]
    public async Task What_staff_see_is_not_kept_by_the_browser()
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        var answer = await admin.GetAsync("/admin/users", Cancel);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Forwarded_headers_are_believed_from_trusted_proxies_alone()
    {
        Assert.False(await IsBelievedAsync(app));
        await using var behindProxy = await WebApp.StartAsync(
            app.Server,
            ("LeadGen:TrustedProxies", "10.0.0.0/8, 0.0.0.0/0, ::/0")
        );
        Assert.True(await IsBelievedAsync(behindProxy));
    }

    /// <summary>HSTS is sent where the app thinks that it was asked by https.</summary>
    private static async Task<bool> IsBelievedAsync(WebApp asked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/login");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        var answer = await asked.Anonymous("http").SendAsync(request, Cancel);
        return answer.Headers.Contains("Strict-Transport-Security");
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        Assert.Single(answer.Headers.GetValues(name));
}
