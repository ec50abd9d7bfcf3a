using System.Net;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Access;

/// <summary>Every route there is, tried as everybody there is.</summary>
public sealed class RouteTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>Whose the pages are, by the first part of their path.</summary>
    private static readonly Dictionary<string, string[]> Staff = new()
    {
        ["queue"] = [Roles.Admin, Roles.SalesRep, Roles.SalesManager],
        ["notifications"] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
        ["leads"] = [.. Roles.All],
        ["accounts"] = [.. Roles.All],
        ["marketing"] = [Roles.Admin, Roles.Marketer],
        ["insights"] = [Roles.Admin, Roles.Marketer, Roles.SalesManager],
        ["service"] = [Roles.Admin, Roles.ServiceRep],
        ["admin"] = [Roles.Admin],
        ["outbox"] = [Roles.Admin],
        ["tasks"] = [Roles.Admin, Roles.SalesRep, Roles.SalesManager],
    };

    /// <summary>Pages that are for fewer than their neighbours.</summary>
    private static readonly Dictionary<string, string[]> Tighter = new()
    {
        ["leads/export"] = [Roles.Admin, Roles.Marketer, Roles.SalesManager],
        ["leads/duplicates"] = [Roles.Admin, Roles.Marketer, Roles.SalesManager],
        ["leads/{id:guid}/merge/{other:guid}"] = [Roles.Admin, Roles.Marketer, Roles.SalesManager],
        ["leads/{id:guid}/person"] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
        ["accounts/{id:guid}/edit"] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
        ["leads/new"] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
        ["leads/conversation"] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
        ["leads/{id:guid}/conversation"] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
        ["leads/{id:guid}/mail"] = [Roles.Admin, Roles.SalesRep, Roles.SalesManager],
        ["leads/{id:guid}/task"] = [Roles.Admin, Roles.SalesRep, Roles.SalesManager],
        ["leads/{id:guid}/privacy"] = [Roles.Admin],
        ["leads/{id:guid}/edit"] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
    };

    /// <summary>Pages that are for more than their neighbours.</summary>
    private static readonly Dictionary<string, string[]> Wider = new()
    {
        ["admin/routing/absences"] = [Roles.Admin, Roles.SalesManager],
    };

    /// <summary>What anybody may open. Add to it with care.</summary>
    private static readonly string[] Open =
    [
        "",
        "offers",
        "files",
        "c",
        "pictures",
        "confirm",
        "preferences",
        ".well-known",
        "embed",
        "track.js",
        "track",
        "tracking",
        "m",
        "error",
        "status",
        "design",
        "healthz",
        "metrics",
        "openapi",
        "docs",
        "css",
        "img",
        "js",
        "{**path:file}",
    ];

    private static readonly string[] OpenInAccount =
    [
        "account/login",
        "account/logout",
        "account/denied",
        "account/setup/{token}",
        "account/invitation/{token}",
        "account/reset/{token}",
        "account/link-used",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_is_known_to_be_open_or_has_a_rule()
    {
        var routes = Endpoints();
        Assert.True(routes.Count > 15);
        Assert.All(routes, route => Assert.True(IsRight(route), $"{Pattern(route)} has no rule that fits."));
    }

    [Fact]
    public async Task Every_staff_page_answers_each_role_as_its_rule_says()
    {
        var pages = Endpoints()
            .Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(Pattern)
            .Where(pattern => Staff.ContainsKey(First(pattern)))
            .Distinct()
            .ToList();
        Assert.Contains("admin/users", pages);
        Assert.Contains("marketing/scoring", pages);

        await AllAsync(pages, app.Anonymous(), null);
        foreach (var role in Roles.All)
        {
            await AllAsync(pages, await app.SignedInAsync(role), role);
        }
    }

    [Fact]
    public async Task A_page_that_is_not_open_shows_nothing_of_its_content()
    {
        var rep = await app.SignedInAsync(Roles.SalesRep);
        var answer = await rep.GetAsync("/admin/users", Cancel);
        var page = await answer.ParseAsync();

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("not open to you", page.QuerySelector("h1")?.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("staff.example", page.QuerySelector("main")?.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Users", page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_is_told_by_the_status_that_nobody_is_signed_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/users");
        request.Headers.Add("Sec-Fetch-Mode", "cors");
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Anonymous().SendAsync(request, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_key_opens_no_page_and_a_session_no_api()
    {
        var key = await app.WithKeyAsync([.. ApiScopes.All]);
        Assert.Equal(HttpStatusCode.Redirect, (await key.GetAsync("/admin/users", Cancel)).StatusCode);

        var admin = await app.SignedInAsync(Roles.Admin);
        var calls = Endpoints().Where(route => First(Pattern(route)) == "api").ToList();
        Assert.NotEmpty(calls);
        foreach (var call in calls)
        {
            using var request = new HttpRequestMessage(Method(call), Path(Pattern(call)));
            var answer = await admin.SendAsync(request, Cancel);
            Assert.Equal(
                IsRefusal(call) ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.Unauthorized,
                answer.StatusCode
            );
        }
    }

    private static async Task AllAsync(List<string> pages, HttpClient client, string? role)
    {
        foreach (var pattern in pages)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
            {
                using var request = new HttpRequestMessage(method, Path(pattern));
                var answer = await client.SendAsync(request, Cancel);
                var told = $"{method} {pattern} as {role ?? "nobody"}: {(int)answer.StatusCode}";
                if (role is null)
                {
                    Assert.True(answer.StatusCode == HttpStatusCode.Redirect, told);
                    Assert.StartsWith(
                        "/account/login?returnUrl=%2F",
                        answer.Headers.Location?.OriginalString,
                        StringComparison.Ordinal
                    );
                }
                else if (!RolesOf(pattern).Contains(role))
                {
                    Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, told);
                }
                else if (method == HttpMethod.Post)
                {
                    Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, told); // the form's token is missing
                }
                else if (Tighter.TryGetValue(pattern, out var few) && !few.Contains(role))
                {
                    Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, told);
                }
                else
                {
                    Assert.True(
                        answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Redirect,
                        told
                    );
                    Assert.DoesNotContain(
                        "/account/login",
                        answer.Headers.Location?.OriginalString ?? "",
                        StringComparison.Ordinal
                    );
                }
            }
        }
    }

    private static bool IsRight(RouteEndpoint route)
    {
        var pattern = Pattern(route);
        var isPage = route.Metadata.GetMetadata<PageActionDescriptor>() is not null;
        var isOpen = route.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var isGuarded = route.Metadata.GetMetadata<IAuthorizeData>() is not null && !isOpen;
        return First(pattern) switch
        {
            "api" => IsRefusal(route) || (route.Metadata.GetMetadata<RequiredScope>() is not null && isGuarded),
            "account" => OpenInAccount.Contains(pattern) == !isGuarded,
            var first when Staff.ContainsKey(first) => isGuarded,
            var first => Open.Contains(first) || (!isPage && pattern.Contains('.')), // a file of wwwroot
        };
    }

    /// <summary>Of the API all is described but what only says that a method is wrong.</summary>
    private static bool IsRefusal(RouteEndpoint route) =>
        First(Pattern(route)) == "api" && route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not null;

    private List<RouteEndpoint> Endpoints() =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    private static string Pattern(RouteEndpoint route) =>
        (route.RoutePattern.RawText ?? "").Trim('/').ToLowerInvariant();

    private static string[] RolesOf(string pattern) => Wider.GetValueOrDefault(pattern) ?? Staff[First(pattern)];

    private static string First(string pattern) => pattern.Split('/')[0];

    private static HttpMethod Method(RouteEndpoint route) =>
        new(route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET");

    /// <summary>With an id in each place, whose thing there is not.</summary>
    private static string Path(string pattern) =>
        "/"
        + string.Join(
            '/',
            pattern.Split('/').Select(part => part.StartsWith('{') ? "01936a5e-0000-7000-8000-000000000000" : part)
        );
}
