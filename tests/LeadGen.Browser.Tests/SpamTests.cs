using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LeadGen.Browser.Tests;

/// <summary>The field that only programs fill, and the pages on which staff looks at what they filled.</summary>
[Collection(nameof(BrowserTests))]
public sealed class SpamTests(Chromium chromium)
{
    private const string Landing = "/offers/predictive-maintenance-costs";
    private const string Trap = "extra-note";

    [Fact]
    public async Task The_trap_can_neither_be_seen_nor_reached_nor_heard()
    {
        var page = await chromium.OpenAsync(script: true);
        await page.GotoAsync(Landing);
        var box = (
            await page.Locator("#" + Trap)
                .EvaluateAsync<string>(
                    "field => { const w = field.closest('[aria-hidden=true]'); const b = w.getBoundingClientRect(); return [b.width, b.height, getComputedStyle(w).display, getComputedStyle(w).clipPath, getComputedStyle(w).overflow, field.autocomplete].join(' '); }"
                )
        );
        Assert.Equal("1 1 block inset(50%) hidden off", box);
        Assert.Equal(0, await page.GetByRole(AriaRole.Textbox, new() { Name = "Leave this empty" }).CountAsync());
        Assert.Equal(
            1,
            await page.GetByRole(AriaRole.Textbox, new() { Name = "Leave this empty", IncludeHidden = true })
                .CountAsync()
        );

        await page.Locator("[name=email]").FocusAsync();
        var reached = new List<string>();
        while (reached.Count < 60 && reached is not [.., "submit"])
        {
            await page.Keyboard.PressAsync("Tab");
            reached.Add(
                await page.EvaluateAsync<string>("document.activeElement.name || document.activeElement.type || ''")
            );
        }

        Assert.Equal("submit", reached[^1]);
        Assert.DoesNotContain(Trap, reached);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_held_can_be_looked_at_and_released_with_and_without_the_mouse()
    {
        await SendAsync(
            chromium,
            "bot1@spam.example",
            "Cheap seo services! https://a.example https://b.example https://c.example"
        );
        await SendAsync(chromium, "bot2@spam.example", "Hello");
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (375, ColorScheme.Dark) })
        {
            foreach (
                var (name, path) in new[]
                {
                    ("submissions", "/marketing/submissions"),
                    ("submissions-accepted", "/marketing/submissions?state=accepted"),
                    ("submissions-none", "/marketing/submissions?state=deleted"),
                    ("spam", "/admin/spam"),
                }
            )
            {
                var page = await chromium.SignedInAsync(width, scheme: scheme);
                await page.GotoAsync(path);
                await LookAsync(page, $"{name}-{width}-{scheme}");
            }

            var tab = await chromium.SignedInAsync(width, scheme: scheme);
            await tab.GotoAsync("/marketing/offers");
            await tab.GotoAsync(
                await tab.Locator("main a[href^='/marketing/offers/0']").First.GetAttributeAsync("href") + "/embed"
            );
            await LookAsync(tab, $"embed-tab-{width}-{scheme}");
            var one = await chromium.SignedInAsync(width, scheme: scheme);
            await one.GotoAsync("/marketing/submissions");
            await one.GetByRole(AriaRole.Link, new() { Name = "Bot bot1" }).ClickAsync();
            await LookAsync(one, $"submission-{width}-{scheme}");
        }

        var staff = await chromium.SignedInAsync();
        await staff.GotoAsync("/marketing/submissions");
        await staff.Locator("tr", new() { HasText = "bot2@spam.example" }).Locator("input[name=pick]").CheckAsync();
        await staff.GetByRole(AriaRole.Button, new() { Name = "Delete as spam" }).ClickAsync();
        await Assertions.Expect(staff.Locator(".flash")).ToContainTextAsync("One form deleted as spam");
        await staff.GetByRole(AriaRole.Link, new() { Name = "Bot bot1" }).ClickAsync();
        await staff.GetByRole(AriaRole.Button, new() { Name = "No, release it" }).ClickAsync();
        await Assertions.Expect(staff.Locator(".flash")).ToContainTextAsync("Released");
        await staff.GetByRole(AriaRole.Link, new() { Name = "See the lead" }).ClickAsync();
        await Assertions.Expect(staff.Locator("h1")).ToContainTextAsync("Bot bot1");
        await staff.Context.CloseAsync();
    }

    private static async Task SendAsync(Chromium chromium, string email, string message)
    {
        await (await chromium.OpenAsync()).Context.CloseAsync(); // skips the test where there is no browser
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var form = new Dictionary<string, string>
        {
            ["email"] = email,
            ["first_name"] = "Bot",
            ["last_name"] = email.Split('@')[0],
            ["company"] = "Bots",
            ["country"] = "DE",
            ["message"] = message,
            [Trap] = "x",
        };
        using var answer = await http.PostAsync(
            new Uri(chromium.Address, Landing),
            new FormUrlEncodedContent(form),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LEADGEN_PICTURES") is { } pictures)
        {
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(pictures, name.ToLowerInvariant() + ".png"), FullPage = true }
            );
        }

        var sideways = await page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.True(sideways <= 0, $"{name} scrolls sideways by {sideways} px.");
        var axe = await page.RunAxe();
        Assert.True(
            axe.Violations.Length == 0,
            $"{name}: {string.Join("; ", axe.Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}"))}"
        );
        await page.Context.CloseAsync();
    }
}
