using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Tracking;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.Tracking.TrackedApp;

namespace LeadGen.Web.Tests.Tracking;

/// <summary>The script as browsers get it, and the page that sets what it does.</summary>
public sealed class TrackPagesTests(TrackedApp tracked) : IClassFixture<TrackedApp>
{
    private const int SizeMax = 3 * 1024;

    private readonly WebApp _app = tracked.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_script_is_small_and_asks_in_the_words_that_are_kept()
    {
        var visitor = _app.Anonymous();
        visitor.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var answer = await visitor.GetAsync("/track.js", Cancel);
        var packed = await answer.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal(
            ("text/javascript", "gzip"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentEncoding.Single())
        );
        Assert.InRange(packed.Length, 1, SizeMax);
        using var text = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        var script = await text.ReadToEndAsync(Cancel);
        Assert.Contains(ConsentTexts.WebTracking.Text, script, StringComparison.Ordinal);
        Assert.DoesNotContain("{settings}", script, StringComparison.Ordinal);
        Assert.Equal(script, await _app.Anonymous().GetStringAsync("/track.js", Cancel));
    }

    [Fact]
    public async Task Our_pages_name_its_version_which_never_changes_and_other_sites_ask_once_an_hour()
    {
        var visitor = _app.Anonymous();
        var address = (await visitor.PageAsync("/")).QuerySelector("script[async]")!.GetAttribute("src")!;
        var named = await visitor.GetAsync(address, Cancel);
        var plain = await visitor.GetAsync("/track.js", Cancel);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/track.js");
        asked.Headers.IfNoneMatch.Add(plain.Headers.ETag!);

        Assert.Equal(
            "public, max-age=31536000, immutable",
            named.Headers.CacheControl!.ToString().Replace("immutable, ", "", StringComparison.Ordinal)
        );
        Assert.Equal(TimeSpan.FromHours(1), plain.Headers.CacheControl!.MaxAge);
        AssertStatus(HttpStatusCode.NotModified, await visitor.SendAsync(asked, Cancel));
        Assert.Equal("cross-origin", plain.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Fact]
    public async Task A_page_with_the_script_lets_our_own_run_and_no_other()
    {
        foreach (var path in new[] { "/", "/offers/talk-to-sales", "/offers/talk-to-sales/thanks" })
        {
            var answer = await _app.Anonymous().GetAsync(path, Cancel);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("script-src 'self'; connect-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("/track.js?v=", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        var unasked = await _app.Anonymous().GetAsync("/tracking", Cancel);
        Assert.DoesNotContain(
            "script-src",
            unasked.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_administrator_sets_what_is_noted()
    {
        var admin = await _app.SignedInAsync(Roles.Admin);
        var page = await admin.OpenAsync("/admin/tracking");
        Assert.Contains("/track.js\" async>", page.QuerySelector("#snippet")!.TextContent, StringComparison.Ordinal);
        var wrong = await admin.PressAsync(
            "/admin/tracking",
            page.QuerySelector("form.panel button"),
            ("origins", "https://a.example/path\nnonsense"),
            ("events", "Adjustment adjustment"),
            ("anonymous_days", "0")
        );
        var told = await wrong.PageAsync();

        AssertStatus(HttpStatusCode.UnprocessableEntity, wrong);
        Assert.Equal(
            ["origins", "events", "anonymous_days"],
            told.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href")!.TrimStart('#'))
        );
        await admin.FollowAsync(
            await admin.PressAsync(
                "/admin/tracking",
                page.QuerySelector("form.panel button"),
                ("asks", "false"),
                ("origins", " https://A.example/\nhttp://b.example:8080"),
                ("events", "pricing_viewed demo_started"),
                ("anonymous_days", "30")
            )
        );
        try
        {
            var plan = await _app.Services.GetRequiredService<TrackingPlans>().CurrentAsync(Cancel);
            Assert.Equal((true, false, 30, 180), (plan.On, plan.Asks, plan.AnonymousDays, plan.CookieDays));
            Assert.Equal(["https://a.example", "http://b.example:8080"], plan.Origins);
            Assert.Equal(["pricing_viewed", "demo_started"], plan.Events);
            Assert.Contains(
                "\"ask\":false",
                await _app.Anonymous().GetStringAsync("/track.js", Cancel),
                StringComparison.Ordinal
            );
        }
        finally
        {
            await tracked.SetAsync(Plan);
        }
    }
}
