using Microsoft.Playwright;

namespace LeadGen.Browser.Tests;

/// <summary>The pages of an A/B test, from the first click to its verdict.</summary>
[Collection(nameof(BrowserTests))]
public sealed class OfferTestTests(Chromium chromium)
{
    /// <summary>The test began sixty days ago, and twenty days later many leads of its second variant came to sales. They go again, since other pages count leads.</summary>
    private const string Put = """
        update leadgen.offer_tests set started_at = now() - interval '60 days', version = version + 1 where state = 'running';
        create table public.tested as
            select gen_random_uuid() as id, n, t.offer_id, (t.variants -> (n % 2) ->> 'id')::uuid as variant, now() - interval '40 days' as at,
                n % 2 = 1 and n % 8 <> 1 or n % 12 = 0 as good
            from leadgen.offer_tests t, generate_series(1, 460) n where t.state = 'running';
        insert into leadgen.variant_counts (variant_id, day, viewed)
            select variant, current_date - 40, 8300 - 77 * min(n) from public.tested group by variant;
        insert into leadgen.leads (id, email, stage, facts, channel, created_at, updated_at, event_sequence)
            select id, 'tested' || n || '@example.invalid', case when good then 'mql' else 'lead' end,
                jsonb_build_object('company', jsonb_build_object('value', 'North Wire', 'origin', 'person', 'at', at)), 'form', at, at, 0
            from public.tested;
        insert into leadgen.submissions (id, lead_id, offer_id, variant_id, received_at, fields, content_hash, step, state)
            select gen_random_uuid(), id, offer_id, variant, at, '{"email": "x"}', '', 1, 'accepted' from public.tested;
        insert into leadgen.stage_moves (id, lead_id, from_stage, to_stage, at, made_by, cause, implied)
            select gen_random_uuid(), id, 'lead', case when n % 5 = 0 then 'sql' else 'mql' end, at + interval '1 day', 'score', 'touchpoint', false
            from public.tested where good;
        """;

    private const string Take = """
        delete from leadgen.stage_moves where lead_id in (select id from public.tested);
        delete from leadgen.submissions where lead_id in (select id from public.tested);
        delete from leadgen.lead_scores where lead_id in (select id from public.tested);
        delete from leadgen.leads where id in (select id from public.tested);
        drop table public.tested;
        """;

    [Fact]
    public async Task A_test_is_prepared_run_and_judged_on_pages_that_are_accessible_and_fit()
    {
        var setup = await chromium.SignedInAsync();
        var offer = await PageTests.CopiedAsync(setup);
        await setup.GotoAsync(offer + "/publish");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        var test = offer + "/test";
        await LookAsync("offer-test-none", test);

        await setup.GotoAsync(test);
        await setup.GetByRole(AriaRole.Button, new() { Name = "Prepare a test" }).ClickAsync();
        await LookAsync("offer-test-draft", test);
        await setup.Locator("[name=days]").FillAsync("never");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Start the test" }).ClickAsync();
        await Assertions.Expect(setup.Locator(".error-summary li")).ToHaveCountAsync(2);
        await PageTests.ReadAsync(setup, "offer-test-error", 1280, ColorScheme.Light);

        await setup.GotoAsync(test);
        await setup.GetByRole(AriaRole.Link, new() { Name = "Write it" }).ClickAsync();
        var variant = new Uri(setup.Url).AbsolutePath;
        await LookAsync("offer-variant", variant);
        await setup.Locator("[name=name]").FillAsync("The number first");
        await setup.Locator("[name=title]").FillAsync("Repair times cut by a third: how a plant did it in one shift");
        await setup.Locator("[name=call_to_action]").FillAsync("Show me how");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await LookAsync("offer-variant-preview", $"{offer}/preview?variant={variant.Split('/')[^1]}");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Start the test" }).ClickAsync();
        await Assertions.Expect(setup.Locator(".flash")).ToContainTextAsync("It runs");
        await LookAsync("offer-test-running", test);

        await chromium.ExecuteAsync(Put);
        try
        {
            await setup.GotoAsync(test);
            await Assertions
                .Expect(setup.Locator(".note-box").First)
                .ToContainTextAsync("“The number first” is better");
            await LookAsync("offer-test-better", test);
            await setup.Locator("tbody tr:nth-child(2) td a").Nth(1).ClickAsync();
            await Assertions.Expect(setup.Locator("h1")).ToContainTextAsync("MQLs of “The number first”");
            await PageTests.ReadAsync(setup, "offer-test-leads", 1280, ColorScheme.Light);
        }
        finally
        {
            await chromium.ExecuteAsync(Take);
        }
    }

    private async Task LookAsync(string name, string path)
    {
        foreach (var (width, scheme) in PageTests.Looks())
        {
            var page = await chromium.ReaderAsync(isStaff: true, width, scheme);
            await page.GotoAsync(path);
            await page.EvaluateAsync("document.querySelectorAll('details.ask').forEach(ask => ask.open = true)");
            await PageTests.ReadAsync(page, name, width, scheme);
        }
    }
}
