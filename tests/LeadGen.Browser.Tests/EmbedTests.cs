using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Npgsql;

namespace LeadGen.Browser.Tests;

/// <summary>The form of an offer on the page of another site, with a content security policy as strict as they come.</summary>
[Collection(nameof(BrowserTests))]
public sealed class EmbedTests(Chromium chromium)
{
    private const string Slug = "predictive-maintenance-costs";
    private const string InSteps = "costs-in-steps";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_appears_on_another_site_shows_its_errors_and_stores_one_lead_with_the_pages_campaign()
    {
        await using var site = await SiteAsync("connect-src {app}");
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Light), (375, ColorScheme.Dark) })
        {
            var email = $"ada{width}@embed.example";
            var page = await chromium.OpenAsync(width, scheme: scheme);
            var console = new List<string>();
            page.Console += (_, message) => console.Add(message.Text);
            await page.GotoAsync(site.Origin + "/guide?utm_source=plant&utm_medium=referral&utm_campaign=May");
            await Assertions.Expect(page.GetByLabel("Work e-mail")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("a[data-leadgen]")).ToHaveCountAsync(0);
            await LookAsync(page, $"embed-{width}");

            await page.GetByLabel("Work e-mail").FillAsync("ada@");
            await page.Locator("button[type=submit]").ClickAsync();
            var summary = page.Locator(".error-summary");
            await Assertions.Expect(summary).ToBeFocusedAsync();
            Assert.True(await summary.Locator("a").CountAsync() >= 3);
            Assert.Equal("ada@", await page.GetByLabel("Work e-mail").InputValueAsync());
            Assert.Equal("true", await page.GetByLabel("Work e-mail").GetAttributeAsync("aria-invalid"));
            await LookAsync(page, $"embed-error-{width}");
            await summary.Locator("a").First.ClickAsync();
            await Assertions.Expect(page.GetByLabel("Work e-mail")).ToBeFocusedAsync();

            await FillAsync(page, email);
            // Of a double click the second half could fall on the answer and take the focus from it.
            await page.Locator("button[type=submit]").EvaluateAsync("button => { button.click(); button.click(); }");
            await Assertions.Expect(page.Locator(".thanks")).ToBeFocusedAsync();
            await LookAsync(page, $"embed-thanks-{width}");
            Assert.Equal(
                "1 plant May " + site.Origin + "/guide",
                await ScalarAsync(
                    "select concat_ws(' ', count(*), min(l.first_touch #>> '{source,name}'), min(l.first_touch #>> '{source,campaign}'), min(l.first_touch ->> 'landing_page')) "
                        + "from leadgen.leads l join leadgen.submissions s on s.lead_id = l.id where l.email = $1",
                    email
                )
            );
            Assert.DoesNotContain(console, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
            await page.Locator(".thanks a").ClickAsync();
            await Assertions.Expect(page.Locator("a[href^='/files/']")).ToBeVisibleAsync();
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_steps_of_a_form_follow_each_other_in_its_place_and_ask_what_fits()
    {
        await CopyInStepsAsync();
        await using var site = await SiteAsync("connect-src {app}", InSteps);
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Dark), (375, ColorScheme.Light) })
        {
            var email = $"steps{width}@embed.example";
            var page = await chromium.OpenAsync(width, scheme: scheme);
            await page.GotoAsync(site.Origin + "/guide");
            await page.GetByLabel("Work e-mail").FillAsync(email);
            await page.Locator("button[type=submit]").ClickAsync();
            await Assertions
                .Expect(page.GetByRole(AriaRole.Heading, new() { Name = "One last step" }))
                .ToBeFocusedAsync();
            await Assertions.Expect(page.Locator("[name=message]")).ToBeHiddenAsync();
            await LookAsync(page, $"embed-step-{width}");

            await page.Locator("[name=next_step][value=question]").CheckAsync();
            await Assertions.Expect(page.Locator("[name=message]")).ToBeVisibleAsync();
            await page.Locator("button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator(".error-summary")).ToBeFocusedAsync();
            await LookAsync(page, $"embed-step-error-{width}");
            await page.Locator("[name=phone]").FillAsync("+49 30 123456");
            await page.Locator("[name=message]").FillAsync("How many?");
            await page.Locator("button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator(".thanks")).ToBeFocusedAsync();
            Assert.Equal(
                "1 2 How many?",
                await ScalarAsync(
                    "select concat_ws(' ', count(*), max(s.step), max(s.fields ->> 'message')) from leadgen.submissions s join leadgen.leads l on l.id = s.lead_id where l.email = $1",
                    email
                )
            );
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Where_the_site_lets_no_script_talk_to_us_the_form_goes_with_the_whole_page()
    {
        await using var site = await SiteAsync("connect-src 'self'");
        var page = await chromium.OpenAsync();
        await page.GotoAsync(site.Origin + "/guide?utm_source=strict");
        await FillAsync(page, "strict@embed.example");
        await page.Locator("button[type=submit]").ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/offers/.*/thanks"));
        Assert.Equal(
            "1 strict",
            await ScalarAsync(
                "select concat_ws(' ', count(*), min(first_touch #>> '{source,name}')) from leadgen.leads where email = $1",
                "strict@embed.example"
            )
        );
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_or_on_a_site_that_the_offer_does_not_name_there_is_a_link_to_our_own_page()
    {
        await using var named = await SiteAsync("connect-src {app}");
        var noScript = await chromium.OpenAsync(script: false);
        await noScript.GotoAsync(named.Origin);
        await noScript.GetByRole(AriaRole.Link, new() { Name = "Get the white paper" }).ClickAsync();
        await Assertions.Expect(noScript).ToHaveURLAsync(new Regex("/offers/" + Slug));

        await using var other = Site("connect-src {app}");
        var page = await chromium.OpenAsync();
        var warned = page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Text.Contains("LeadGen") });
        await page.GotoAsync(other.Origin);
        await warned;
        await Assertions
            .Expect(page.GetByRole(AriaRole.Link, new() { Name = "Get the white paper" }))
            .ToBeVisibleAsync();
        await noScript.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Beside_the_script_that_tracks_the_form_is_of_the_browser_whose_owner_agreed()
    {
        var email = "known@embed.example";
        await using var site = await SiteAsync("connect-src {app}", tracks: true);
        var admin = await chromium.SignedInAsync();
        await admin.GotoAsync("/admin/tracking");
        await admin.GetByLabel("Other sites that carry the script").FillAsync(site.Origin);
        await admin.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(admin.Locator(".flash")).ToContainTextAsync("Saved");
        var page = await chromium.OpenAsync();
        await page.GotoAsync(site.Origin + "/guide");
        await FillAsync(page, email);
        var agreed = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync("() => leadgen.consent(true)"),
            answer => answer.Url.EndsWith("/track", StringComparison.Ordinal)
        );
        Assert.Equal(204, agreed.Status);
        await page.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".thanks")).ToBeFocusedAsync();

        var visitor = await page.EvaluateAsync<string>("() => leadgen.visitor");
        Assert.Equal(
            visitor + " form_submitted page_view",
            await ScalarAsync(
                "select concat_ws(' ', min(t.visitor_id::text), string_agg(t.kind, ' ' order by t.kind)) from leadgen.touchpoints t join leadgen.leads l on l.id = t.lead_id where l.email = $1",
                email
            )
        );
        await page.Context.CloseAsync();
    }

    /// <summary>The same offer again, with a form of two steps.</summary>
    private async Task CopyInStepsAsync()
    {
        await (await chromium.OpenAsync()).Context.CloseAsync(); // skips the test where there is no browser
        await ScalarAsync(
            """
            with made as (
                insert into leadgen.offers
                select (jsonb_populate_record(null::leadgen.offers, to_jsonb(o) || jsonb_build_object(
                    'id', gen_random_uuid(), 'slug', $1::text, 'title', 'Costs, step by step', 'embed_origins', '[]'::jsonb, 'form', '[
                        {"key": "email", "required": true}, {"key": "company", "required": false},
                        {"key": "phone", "required": true, "new_step": true}, {"key": "next_step", "required": false},
                        {"key": "consent_marketing", "required": false}]'::jsonb))).*
                from leadgen.offers o where o.slug = 'predictive-maintenance-costs' returning 1)
            select count(*)::text from made
            """,
            InSteps
        );
    }

    /// <summary>A site that the offer names, once the app knows it.</summary>
    private async Task<OtherSite> SiteAsync(string more, string slug = Slug, bool tracks = false)
    {
        await (await chromium.OpenAsync()).Context.CloseAsync(); // skips the test where there is no browser
        var site = Site(more, slug, tracks);
        await ScalarAsync(
            "with changed as (update leadgen.offers set embed_origins = embed_origins || jsonb_build_array($1::text), version = version + 1, updated_at = now() where slug = '"
                + slug
                + "' returning 1) select count(*)::text from changed",
            site.Origin
        );
        using var http = new HttpClient();
        var script = new Uri(chromium.Address, $"/embed/{slug}.js");
        var text = "";
        while (!text.Contains(site.Origin, StringComparison.Ordinal))
        {
            await Task.Delay(100, Cancel);
            using var answer = await http.GetAsync(script, Cancel);
            text = await answer.Content.ReadAsStringAsync(Cancel);
        }

        return site;
    }

    private OtherSite Site(string more, string slug = Slug, bool tracks = false)
    {
        var app = chromium.Address.GetLeftPart(UriPartial.Authority);
        var track = tracks ? $"<script src=\"{app}/track.js\" data-ask=\"no\"></script>" : "";
        return OtherSite.Start(
            $"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Plant</title></head><body><main><h1>Plant</h1><p>Before</p>
            <a href="{app}/offers/{slug}" data-leadgen="{slug}">Get the white paper</a></main>
            {track}<script src="{app}/embed/{slug}.js" async></script></body></html>
            """,
            $"default-src 'none'; script-src {app}; {more.Replace("{app}", app, StringComparison.Ordinal)}"
        );
    }

    private static async Task FillAsync(IPage page, string email)
    {
        await page.Locator("[name=email]").FillAsync(email);
        await page.Locator("[name=first_name]").FillAsync("Ada");
        await page.Locator("[name=last_name]").FillAsync("Lovelace");
        await page.Locator("[name=company]").FillAsync("Analytical Engines");
        await page.Locator("[name=country]").SelectOptionAsync("GB");
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("LEADGEN_PICTURES") is { } pictures)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, name + ".png"), FullPage = true });
        }

        var axe = await page.RunAxe();
        Assert.True(
            axe.Violations.Length == 0,
            $"{name}: {string.Join("; ", axe.Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}"))}"
        );
    }

    private async Task<string> ScalarAsync(string sql, string parameter)
    {
        await using var connection = new NpgsqlConnection(chromium.Database);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = parameter } } };
        return (string)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
