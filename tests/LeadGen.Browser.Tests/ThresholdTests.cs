using System.Text.Json;
using Microsoft.Playwright;

namespace LeadGen.Browser.Tests;

/// <summary>A marketer moves the threshold, and all that moves with it does so at once.</summary>
[Collection(nameof(BrowserTests))]
public sealed class ThresholdTests(Chromium chromium)
{
    private const string Path = "/marketing/scoring/threshold";

    /// <summary>Goes over every threshold that there is, and keeps what the page says of it.</summary>
    private const string Sweep = """
        () => {
          const slider = document.querySelector("[data-slider]");
          const [said, took] = [{}, []];
          for (let at = Number(slider.min); at <= Number(slider.max); at += Number(slider.step)) {
            slider.value = at;
            const begun = performance.now();
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            document.body.offsetHeight;
            took.push(performance.now() - begun);
            said[at] = document.querySelector(".slide .tiles").innerText + document.querySelector("[data-out=judged]").innerText + (document.querySelector("[data-capacity]")?.innerText ?? "");
          }
          took.sort((a, b) => a - b);
          return JSON.stringify({ said, median: took[took.length >> 1], slowest: took.at(-1) });
        }
        """;

    [Fact]
    public async Task Keys_buttons_box_and_drag_move_the_threshold_without_asking_the_server()
    {
        await chromium.ReplayedAsync();
        var page = await chromium.SignedInAsync();
        await page.GotoAsync(Path);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        var (slider, box) = (page.Locator("[data-slider]"), page.Locator("#points"));
        var at = int.Parse(await box.InputValueAsync(), System.Globalization.CultureInfo.InvariantCulture);

        await slider.PressAsync("ArrowLeft");
        await Assertions.Expect(box).ToHaveValueAsync($"{at - 1}");
        // Names that came for another threshold do not stay.
        await Assertions.Expect(page.Locator("[data-names]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-moved]")).ToBeVisibleAsync();
        await slider.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("[data-names]")).ToBeVisibleAsync();
        await slider.PressAsync("ArrowRight");
        await Assertions.Expect(box).ToHaveValueAsync($"{at + 1}");
        await page.GetByRole(AriaRole.Button, new() { Name = "One point less" }).ClickAsync();
        await Assertions.Expect(box).ToHaveValueAsync($"{at}");
        await box.FillAsync($"{at - 30}");
        await box.BlurAsync();
        await Assertions.Expect(slider).ToHaveValueAsync($"{at - 30}");
        await box.FillAsync("many");
        await box.BlurAsync();
        await Assertions.Expect(slider).ToHaveValueAsync($"{at - 30}");

        var chart = (await page.Locator(".slide svg").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(chart.X + (chart.Width / 4), chart.Y + (chart.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(
            chart.X + (chart.Width * 60 / 61),
            chart.Y + (chart.Height / 2),
            new() { Steps = 5 }
        );
        await page.Mouse.UpAsync();
        // The last bar begins with the last threshold.
        var last = await slider.GetAttributeAsync("max");
        await Assertions.Expect(box).ToHaveValueAsync(last!);
        await Assertions.Expect(page.Locator("[data-keep]")).ToHaveValueAsync(last!);
        await page.Mouse.MoveAsync(chart.X, chart.Y);
        await Assertions.Expect(box).ToHaveValueAsync(last!);
        Assert.Empty(asked);
        await page.Context.CloseAsync();
    }

    /// <summary>In milliseconds, from the move until the page is laid out anew.</summary>
    private const double MoveBar = 50;

    [Fact]
    public async Task The_script_says_of_each_threshold_what_the_server_says_of_it()
    {
        await chromium.ReplayedAsync();
        var page = await chromium.SignedInAsync();
        await page.GotoAsync(Path);
        using var answer = JsonDocument.Parse(await page.EvaluateAsync<string>(Sweep));
        var swept = answer.RootElement;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Of {swept.GetProperty("said").EnumerateObject().Count()} moves half took {swept.GetProperty("median").GetDouble():0.0} ms or less, the slowest {swept.GetProperty("slowest").GetDouble():0.0} ms"
        );
        // A busy machine stops some of the moves for a while, and hardly half of three hundred.
        Assert.InRange(swept.GetProperty("median").GetDouble(), 0, MoveBar);
        var all = swept
            .GetProperty("said")
            .EnumerateObject()
            .ToDictionary(one => one.Name, one => one.Value.GetString());
        Assert.Equal(301, all.Count);
        foreach (var (at, said) in all.Where((_, index) => index % 15 == 0))
        {
            await page.GotoAsync($"{Path}?try={at}");
            var told = await page.Locator(".slide .tiles").InnerTextAsync();
            told += await page.Locator("[data-out=judged]").InnerTextAsync();
            told += string.Concat(await page.Locator("[data-capacity]").AllInnerTextsAsync());
            Assert.Equal(told, said);
        }
        await page.Context.CloseAsync();
    }
}
