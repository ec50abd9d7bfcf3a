using System.Net;
using LeadGen.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Access;

/// <summary>Every route there is, tried as everybody there is.</summary>
public sealed class RouteTests(WebApp app) : IClassFixture<WebApp>
{
    private const string TokenField = "__RequestVerificationToken";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_route_is_in_the_matrix_and_nothing_else_is()
    {
        var routes = Endpoints().Where(route => !IsRefusal(route) && !IsFile(route)).ToList();
        var known = AccessMatrix.Pages.Keys.Concat(AccessMatrix.Open).Concat(AccessMatrix.Calls.Keys).ToList();

        Assert.True(routes.Count > 100);
        Assert.All(
            routes,
            route =>
                Assert.True(
                    known.Contains(NameOf(route)),
                    $"{NameOf(route)} is new: say in {AccessMatrix.Page} who may open it."
                )
        );
        Assert.Empty(known.Except(routes.Select(NameOf)));
        Assert.Equal(known.Count, known.Distinct().Count());
    }

    [Fact]
    public void Every_route_is_guarded_as_the_matrix_says() =>
        Assert.All(
            Endpoints().Where(route => !IsRefusal(route) && !IsFile(route)),
            route =>
            {
                var isOpen = route.Metadata.GetMetadata<IAllowAnonymous>() is not null;
                var isGuarded = route.Metadata.GetMetadata<IAuthorizeData>() is not null && !isOpen;
                var scope = route.Metadata.GetMetadata<RequiredScope>()?.Scope;
                Assert.True(isGuarded != AccessMatrix.Open.Contains(NameOf(route)), $"{NameOf(route)}: {isGuarded}");
                Assert.Equal(AccessMatrix.Calls.GetValueOrDefault(NameOf(route)), scope);
            }
        );

    [Fact]
    public async Task Every_page_of_the_staff_and_all_that_is_done_there_answers_each_role_as_the_matrix_says()
    {
        var asked = await AskedAsync();
        Assert.Contains(asked, ask => ask.Name == "POST /queue?handler=Reassign");
        Assert.Contains(asked, ask => ask.Name == "GET /admin/users");
        Assert.Empty(AccessMatrix.Actions.Keys.Except(asked.Select(ask => ask.Name)));

        var wrong = await WrongAsync(asked, app.Anonymous(), null);
        foreach (var role in Roles.All)
        {
            wrong.AddRange(await WrongAsync(asked, await app.SignedInAsync(role), role));
        }

        Assert.Empty(wrong);
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
    public async Task What_a_page_does_not_take_is_refused()
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        var token = await TokenAsync(admin);

        var answer = await admin.PostAsync(
            "/accounts/01936a5e-0000-7000-8000-000000000000",
            new FormUrlEncodedContent([new(TokenField, token)]),
            Cancel
        );

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
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
        var calls = Endpoints().Where(route => PatternOf(route).StartsWith("/api/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(calls);
        foreach (var call in calls)
        {
            using var request = new HttpRequestMessage(Method(call), AccessMatrix.PathOf(PatternOf(call)));
            var answer = await admin.SendAsync(request, Cancel);
            Assert.Equal(
                IsRefusal(call) ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.Unauthorized,
                answer.StatusCode
            );
        }
    }

    /// <summary>What can be asked of the pages of the staff: each is opened, and each of its buttons pressed.</summary>
    private async Task<List<Ask>> AskedAsync()
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var asked = new List<Ask>();
        foreach (var route in Endpoints().Where(route => AccessMatrix.Pages.ContainsKey(NameOf(route))))
        {
            var path = NameOf(route);
            if (route.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            {
                asked.Add(new(Method(route), path, null));
                continue;
            }

            var buttons = (await loader.LoadAsync(page, route.Metadata)).HandlerMethods.Where(handler =>
                handler.HttpMethod == "Post" && handler.Name != "SignOutEverywhere" // nobody could go on after it
            );
            asked.AddRange([
                new(HttpMethod.Get, path, null),
                .. buttons.Select(handler => new Ask(
                    HttpMethod.Post,
                    path,
                    handler.Name is { Length: > 0 } name ? name : null
                )),
            ]);
        }

        return asked;
    }

    /// <returns>Where the app answered otherwise than the matrix says.</returns>
    private static async Task<List<string>> WrongAsync(List<Ask> asked, HttpClient client, string? role)
    {
        var token = role is null ? null : await TokenAsync(client);
        var wrong = new List<string>();
        foreach (var ask in asked)
        {
            using var request = new HttpRequestMessage(ask.Method, ask.Path);
            if (ask.Method == HttpMethod.Post)
            {
                request.Content = new FormUrlEncodedContent(token is null ? [] : [new(TokenField, token)]);
            }

            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
            if (!IsRight(ask, role, answer.StatusCode, answer.Headers.Location?.OriginalString ?? ""))
            {
                wrong.Add($"{ask.Name} as {role ?? "nobody"}: {(int)answer.StatusCode}");
            }
        }

        return wrong;
    }

    private static bool IsRight(Ask ask, string? role, HttpStatusCode status, string place) =>
        role is null
            ? status == HttpStatusCode.Redirect
                && place.StartsWith("/account/login?returnUrl=%2F", StringComparison.Ordinal)
        : ask.Roles.Contains(role)
            ? status
                is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
                    and < HttpStatusCode.InternalServerError
                && !place.Contains("/account/login", StringComparison.Ordinal)
        : status == HttpStatusCode.Forbidden;

    /// <summary>Of a form, so that a press counts as one's own.</summary>
    private static async Task<string> TokenAsync(HttpClient client) =>
        (await client.PageAsync("/account")).QuerySelector($"input[name={TokenField}]")!.GetAttribute("value")!;

    /// <summary>Of the API all is described but what only says that a method is wrong.</summary>
    private static bool IsRefusal(RouteEndpoint route) =>
        PatternOf(route).StartsWith("/api/", StringComparison.Ordinal)
        && route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not null;

    /// <summary>A file of wwwroot, or that there is none.</summary>
    private static bool IsFile(RouteEndpoint route) =>
        route.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || PatternOf(route) == "/{**path:file}";

    private List<RouteEndpoint> Endpoints() =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>As the matrix calls it: calls with their method.</summary>
    private static string NameOf(RouteEndpoint route) =>
        PatternOf(route).StartsWith("/api/", StringComparison.Ordinal)
            ? $"{Method(route)} {PatternOf(route)}"
            : PatternOf(route);

    private static string PatternOf(RouteEndpoint route) =>
        "/" + (route.RoutePattern.RawText ?? "").Trim('/').ToLowerInvariant();

    private static HttpMethod Method(RouteEndpoint route) =>
        new(route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET");

    /// <param name="Page">Its route.</param>
    /// <param name="Handler">Of several buttons the one.</param>
    private sealed record Ask(HttpMethod Method, string Page, string? Handler)
    {
        public string Path => AccessMatrix.PathOf(Page) + Query;
        public string Name => $"{Method} {Page}{Query}";
        public string[] Roles => AccessMatrix.Actions.GetValueOrDefault(Name) ?? AccessMatrix.Pages[Page];

        private string Query => Handler is null ? "" : "?handler=" + Handler;
    }
}
