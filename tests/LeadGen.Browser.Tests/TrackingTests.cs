using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LeadGen.Browser.Tests;

/// <summary>What a real browser keeps and sends, before and after its owner is asked.</summary>
[Collection(nameof(BrowserTests))]
public sealed class TrackingTests(Chromium chromium)
{
    private const string Landing = "/offers/predictive-maintenance-costs";
    private const string Storage =
        "() => JSON.stringify([document.cookie, localStorage.length, sessionStorage.length])";
    private const string Nothing = """["",0,0]""";

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("LEADGEN_PICTURES");

    [Fact]
    public async Task Before_the_visitor_agrees_no_request_cookie_or_storage_holds_anything_of_them()
    {
        var page = await chromium.OpenAsync();
        var seen = Watch(page);
        foreach (var path in new[] { "/", Landing, "/offers/talk-to-sales", "/tracking" })
        {
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Equal(Nothing, await page.EvaluateAsync<string>(Storage));
        }

        Assert.Empty(await page.Context.CookiesAsync());
        Assert.DoesNotContain(seen, request => request.Method != "GET");
        Assert.All(seen, request => Assert.Equal(chromium.Address.Authority, new Uri(request.Url).Authority));
        Assert.All(seen, request => Assert.False(request.Headers.ContainsKey("cookie"), request.Url));
        Assert.Contains(seen, request => request.Url.Contains("/track.js?v=", StringComparison.Ordinal));
        foreach (var request in seen)
        {
            var answer = await request.ResponseAsync();
            Assert.False((await answer!.AllHeadersAsync()).ContainsKey("set-cookie"), request.Url);
        }
    }

    [Fact]
    public async Task Whoever_agrees_is_known_by_one_first_party_cookie_until_they_take_it_back()
    {
        var page = await chromium.OpenAsync();
        var seen = Watch(page);
        var refused = Refusals(page);
        await page.GotoAsync(Landing + "?utm_source=letter&secret=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, that is fine" }).ClickAsync();
        await TrackedAsync(seen, 1);
        await page.GotoAsync("/");
        await TrackedAsync(seen, 2);

        var cookie = Assert.Single(await page.Context.CookiesAsync());
        Assert.Equal(
            ("leadgen_visitor", chromium.Address.Host, SameSiteAttribute.Lax),
            (cookie.Name, cookie.Domain, cookie.SameSite)
        );
        Assert.True(Guid.TryParse(cookie.Value, out _));
        Assert.Equal(
            "[0,0]",
            await page.EvaluateAsync<string>("() => JSON.stringify([localStorage.length, sessionStorage.length])")
        );
        var told = Told(seen);
        Assert.Contains("\"query\":\"utm_source=letter\"", told[0], StringComparison.Ordinal);
        Assert.All(told, body => Assert.DoesNotContain("secret", body, StringComparison.Ordinal));
        Assert.All(told, body => Assert.Contains(cookie.Value, body, StringComparison.Ordinal));
        Assert.Equal(0, await page.Locator("section[aria-label='Your choice']").CountAsync());

        await page.GotoAsync("/tracking");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop, and forget" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("not known to us any more");
        await page.GotoAsync(Landing, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Equal("no", Assert.Single(await page.Context.CookiesAsync()).Value);
        Assert.Equal(2, Told(seen).Count);
        Assert.Empty(refused);
    }

    [Fact]
    public async Task Whoever_says_no_is_asked_no_more_and_sends_nothing()
    {
        var page = await chromium.OpenAsync();
        var seen = Watch(page);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();
        await page.GotoAsync(Landing, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Equal(0, await page.Locator("section[aria-label='Your choice']").CountAsync());
        Assert.Equal("no", Assert.Single(await page.Context.CookiesAsync()).Value);
        Assert.Empty(Told(seen));
    }

    [Fact]
    public async Task A_browser_that_opts_out_of_all_tracking_is_not_even_asked()
    {
        var page = await chromium.OpenAsync();
        var seen = Watch(page);
        await page.AddInitScriptAsync(
            "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })"
        );
        await page.GotoAsync(Landing, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.EvaluateAsync("() => { leadgen.consent(true); leadgen.track('pricing_viewed') }");

        Assert.Equal(0, await page.Locator("section[aria-label='Your choice']").CountAsync());
        Assert.Equal(Nothing, await page.EvaluateAsync<string>(Storage));
        Assert.Empty(Told(seen));
    }

    [Fact]
    public async Task The_question_is_accessible_and_fits_by_day_and_by_night()
    {
        foreach (
            var (width, scheme) in new[]
            {
                (1280, ColorScheme.Light),
                (1280, ColorScheme.Dark),
                (375, ColorScheme.Light),
                (375, ColorScheme.Dark),
            }
        )
        {
            var page = await chromium.OpenAsync(width, scheme: scheme);
            await page.GotoAsync(Landing);
            var bar = page.Locator("section[aria-label='Your choice']");
            await Assertions.Expect(bar).ToBeInViewportAsync();
            var axe = await page.RunAxe();
            Assert.Empty(axe.Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
            if (Pictures is not null)
            {
                await page.ScreenshotAsync(
                    new() { Path = Path.Combine(Pictures, $"tracking-bar-{width}-{scheme}.png") }
                );
            }

            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(bar).ToHaveCountAsync(0);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Another_site_that_an_administrator_has_listed_carries_the_script_and_tells_events()
    {
        await using var other = OtherSite.Start(
            $"<!doctype html><html lang=en><head><title>Other</title><script src=\"{chromium.Address}track.js\" async></script></head><body><p>Prices</p></body></html>"
        );
        var admin = await chromium.SignedInAsync();
        await admin.GotoAsync("/admin/tracking");
        await admin.GetByLabel("Other sites that carry the script").FillAsync(other.Origin);
        await admin.GetByLabel("Events they may tell beside page views").FillAsync("pricing_viewed");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(admin.Locator(".flash")).ToContainTextAsync("Saved");
        var page = await chromium.OpenAsync();
        var seen = Watch(page);
        await page.GotoAsync(other.Origin);
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, that is fine" }).ClickAsync();
        await TrackedAsync(seen, 1);
        await page.EvaluateAsync("() => leadgen.track('pricing_viewed', { plan: 'pro' })");
        await TrackedAsync(seen, 2);

        var cookies = await page.Context.CookiesAsync();
        Assert.Equal("localhost", Assert.Single(cookies).Domain);
        foreach (var request in seen.Where(request => request.Method == "POST"))
        {
            Assert.Equal(204, (await request.ResponseAsync())!.Status);
        }
    }

    private static List<IRequest> Watch(IPage page)
    {
        var seen = new List<IRequest>();
        page.Request += (_, request) => seen.Add(request);
        return seen;
    }

    /// <summary>What the page's own policy forbids shows on its console.</summary>
    private static List<string> Refusals(IPage page)
    {
        var refused = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
            {
                refused.Add(message.Text);
            }
        };
        return refused;
    }

    private static List<string> Told(List<IRequest> seen) =>
        [
            .. seen.Where(request =>
                    request.Method == "POST" && request.Url.EndsWith("/track", StringComparison.Ordinal)
                )
                .Select(request => request.PostData!),
        ];

    private static async Task TrackedAsync(List<IRequest> seen, int count)
    {
        for (var i = 0; i < 100 && Told(seen).Count < count; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(count, Told(seen).Count);
    }
}
