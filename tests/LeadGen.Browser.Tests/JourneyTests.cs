using Microsoft.Playwright;

namespace LeadGen.Browser.Tests;

/// <summary>The whole way, as the people on it go it: from a stranger's first page to a rep's verdict.</summary>
[Collection(nameof(BrowserTests))]
public sealed class JourneyTests(Chromium chromium)
{
    private const string Email = "ada.lovelace@analytical-engines.example";

    [Fact]
    public async Task A_visitor_takes_a_white_paper_comes_back_for_the_webinar_and_a_rep_confirms_the_lead()
    {
        var visitor = await chromium.OpenAsync(script: false);
        await visitor.GotoAsync("/");
        await visitor
            .GetByRole(
                AriaRole.Link,
                new()
                {
                    NameRegex = new("predictive maintenance", System.Text.RegularExpressions.RegexOptions.IgnoreCase),
                }
            )
            .First.ClickAsync();
        await FillAsync(
            visitor,
            ("email", Email),
            ("first_name", "Ada"),
            ("last_name", "Lovelace"),
            ("company", "Analytical Engines")
        );
        await FillAsync(visitor, ("job_title", "Marketing Director"), ("industry", "Software"));
        await visitor.Locator("[name=country]").SelectOptionAsync("GB");
        await visitor.Locator("[name=employees]").SelectOptionAsync(new SelectOptionValue { Index = 4 });
        await visitor.Locator("[name=consent_marketing]").CheckAsync();
        await visitor.Locator("#form button[type=submit]").ClickAsync();
        await Assertions.Expect(visitor).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/thanks"));
        var download = await visitor.RunAndWaitForDownloadAsync(() =>
            visitor.Locator("a[href*='/files/']").First.ClickAsync()
        );
        Assert.StartsWith("%PDF", await HeadAsync(download), StringComparison.Ordinal);

        await visitor.GotoAsync("/offers/from-alarm-to-work-order");
        await FillAsync(
            visitor,
            ("email", " ADA.Lovelace@Analytical-Engines.example "),
            ("first_name", "Ada"),
            ("last_name", "Lovelace"),
            ("company", "Analytical Engines")
        );
        await visitor.Locator("#form button[type=submit]").ClickAsync();
        await Assertions.Expect(visitor).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/thanks"));

        var rep = await chromium.SignedInAsync();
        await LeadInQueueAsync(rep);
        var row = rep.Locator("li, tr, article").Filter(new() { HasText = "Ada Lovelace" }).Last;
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new("^Accept") }).ClickAsync();
        await Assertions.Expect(rep.Locator(".flash")).ToContainTextAsync("Ada Lovelace is yours");
        await rep.GetByRole(AriaRole.Link, new() { Name = "Ada Lovelace" }).First.ClickAsync();
        await rep.GetByRole(AriaRole.Button, new() { NameRegex = new("^Start") }).First.ClickAsync();
        await rep.GetByText("Confirm", new() { Exact = false }).First.ClickAsync();
        await rep.GetByRole(AriaRole.Button, new() { NameRegex = new("Confirm") }).First.ClickAsync();

        var story = await rep.Locator("main").InnerTextAsync();
        foreach (
            var part in new[] { "SQL", "MQL", "Content downloaded", "Webinar", "Ada Lovelace", "Analytical Engines" }
        )
        {
            Assert.Contains(part, story, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task FillAsync(IPage page, params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            await page.Locator($"[name={name}]").First.FillAsync(value);
        }
    }

    /// <summary>The score is made in the background, within a second.</summary>
    private static async Task LeadInQueueAsync(IPage rep)
    {
        for (var i = 0; i < 50; i++)
        {
            await rep.GotoAsync("/queue");
            if (await rep.GetByText("Ada Lovelace").CountAsync() > 0)
            {
                return;
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The lead is not in the queue.");
    }

    private static async Task<string> HeadAsync(IDownload download)
    {
        await using var stream = await download.CreateReadStreamAsync();
        var head = new byte[4];
        await stream.ReadExactlyAsync(head);
        return System.Text.Encoding.ASCII.GetString(head);
    }
}
