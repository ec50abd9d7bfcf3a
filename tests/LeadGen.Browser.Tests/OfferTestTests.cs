using Microsoft.Playwright;

namespace LeadGen.Browser.Tests;

/// <summary>The pages of an A/B test, from the first click to its verdict.</summary>
[Collection(nameof(BrowserTests))]
public sealed class OfferTestTests(Chromium chromium)
{
    /// <summary>The running test began sixty days ago, and twenty days later many leads of its second variant came to sales.</summary>
    private const string Grown = """
        update leadgen.offer_tests set started_at = now() - interval '60 days', version = version + 1 where state = 'running';
        insert into leadgen.variant_counts (variant_id, day, viewed)
        select (v ->> 'id')::uuid, current_date - 40, 8300 - 77 * n
        from leadgen.offer_tests t, jsonb_array_elements(t.variants) with ordinality x (v, n) where t.state = 'running';
        insert into leadgen.leads select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'email', 'tested' || n || '@variants.example', 'stage', 'mql'))).*
        from (select * from leadgen.leads where merged_into is null order by id limit 1) l, generate_series(1, 260) n;
        insert into leadgen.submissions (id, lead_id, offer_id, variant_id, received_at, fields, content_hash, step, state)
        select gen_random_uuid(), l.id, t.offer_id, (t.variants -> (row_number() over (order by l.id) % 2)::int ->> 'id')::uuid, now() - interval '40 days', '{"email": "x"}', '', 1, 'accepted'
        from leadgen.leads l, leadgen.offer_tests t where t.state = 'running' and l.email like '%@variants.example';
        insert into leadgen.stage_moves (id, lead_id, from_stage, to_stage, at, made_by, cause, implied)
        select gen_random_uuid(), s.lead_id, 'lead', case when s.id::text < '3' then 'sql' else 'mql' end, s.received_at + interval '1 day', 'score', 'touchpoint', false
        from leadgen.submissions s join leadgen.offer_tests t on s.variant_id = any(array(select (v ->> 'id')::uuid from jsonb_array_elements(t.variants) v))
        where t.state = 'running' and (s.variant_id = (t.variants -> 1 ->> 'id')::uuid and s.id::text < 'd' or s.id::text < '5')
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

        await chromium.ExecuteAsync(Grown);
        await setup.GotoAsync(test);
        await Assertions.Expect(setup.Locator(".note-box").First).ToContainTextAsync("“The number first” is better");
        await LookAsync("offer-test-better", test);
        await setup.Locator("tbody tr:nth-child(2) td a").Nth(1).ClickAsync();
        await Assertions.Expect(setup.Locator("h1")).ToContainTextAsync("MQLs of “The number first”");
        await PageTests.ReadAsync(setup, "offer-test-leads", 1280, ColorScheme.Light);
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
