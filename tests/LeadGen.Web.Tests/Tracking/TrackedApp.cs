using System.Net;
using System.Net.Http.Json;
using LeadGen.Domain.Touchpoints;
using LeadGen.Testing;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Tracking;

/// <summary>The app with another site that carries its script, and what browsers send it.</summary>
public sealed class TrackedApp(PostgresServer server) : IAsyncLifetime
{
    public const string OtherSite = "https://www.other.example";
    public const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    public static readonly TrackingPlan Plan = new() { Origins = [OtherSite], Events = ["pricing_viewed"] };

    private readonly DemoApp _demo = new(server);

    public WebApp App => _demo.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _demo.InitializeAsync();
        await SetAsync(Plan);
    }

    public ValueTask DisposeAsync() => _demo.DisposeAsync();

    public Task<bool> SetAsync(TrackingPlan plan) =>
        App.ReadAsync(async db =>
        {
            await App.Services.GetRequiredService<TrackingPlans>().SaveAsync(db, plan, Cancel);
            return true;
        });

    public Guid NewVisitor() => Guid.CreateVersion7(App.Clock.GetUtcNow());

    /// <summary>As <c>sendBeacon</c> sends it: JSON that is called text.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        object body,
        string? cookie = null,
        string? origin = "https://localhost",
        string agent = Browser,
        params (string Name, string Value)[] headers
    )
    {
        var content = JsonContent.Create(body);
        content.Headers.ContentType = new("text/plain") { CharSet = "UTF-8" };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/track") { Content = content };
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"__Host-{VisitorCookie.Name}={cookie}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await App.Anonymous().SendAsync(request, Cancel);
    }

    /// <summary>What the script sends when somebody agrees on this page.</summary>
    public Task<HttpResponseMessage> AgreeAsync(Guid visitor, string path = "/") =>
        SendAsync(
            new
            {
                visitor,
                consent = true,
                version = "1",
                events = new[] { View(path) },
            }
        );

    public static object View(string path, string query = "", string referrer = "") =>
        new
        {
            kind = "page_view",
            path,
            query,
            referrer,
        };

    public Task<List<Touchpoint>> DidAsync(Guid visitor) =>
        App.ReadAsync(db =>
            db.Touchpoints.AsNoTracking().Where(t => t.VisitorId == visitor).OrderBy(t => t.Id).ToListAsync(Cancel)
        );

    /// <summary>What the browser did, once so much of it is in the table.</summary>
    public async Task<List<Touchpoint>> DidAsync(Guid visitor, int count)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await DidAsync(visitor) is var did && did.Count >= count)
            {
                return did;
            }

            await Task.Delay(50, Cancel);
        }

        throw new TimeoutException($"There are no {count} touchpoints of the visitor.");
    }

    public static void AssertNoCookie(HttpResponseMessage answer) =>
        Assert.False(answer.Headers.Contains("Set-Cookie"));

    public static void AssertStatus(HttpStatusCode status, HttpResponseMessage answer) =>
        Assert.Equal(status, answer.StatusCode);
}
