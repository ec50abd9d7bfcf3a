using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Npgsql;

namespace LeadGen.Browser.Tests;

/// <summary>The pages that somebody comes to by a link of their own, out of a form or a mail.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PersonPageTests(Chromium chromium)
{
    private const string Quiz = "how-ready-are-you";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_question_to_the_erasure_every_page_is_accessible_and_fits()
    {
        foreach (var (width, scheme) in PageTests.Looks())
        {
            var email = $"own{width}@pages.example";
            var page = await chromium.OpenAsync(width, scheme: scheme);
            await page.GotoAsync("/offers/predictive-maintenance-costs");
            foreach (
                var (name, text) in new[]
                {
                    ("email", email),
                    ("first_name", "Ada"),
                    ("last_name", "Lovelace"),
                    ("company", "Analytical Engines"),
                }
            )
            {
                await page.Locator($"[name={name}]").FillAsync(text);
            }

            await page.Locator("[name=country]").SelectOptionAsync("GB");
            await page.Locator("[name=next_step][value=question]").CheckAsync();
            await page.Locator("[name=message]").FillAsync("How many sensors?");
            await page.Locator("[name=consent_marketing]").CheckAsync();
            await page.Locator("#form button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("your question");
            await PageTests.ReadAsync(page, "thanks-question", width, scheme);

            await page.GotoAsync(await LinkAsync(email, "/confirm/"));
            await PageTests.ReadAsync(page, "confirm", width, scheme);
            await PressAsync(page, "Yes, confirm it", "Thank you, it is confirmed");
            await PageTests.ReadAsync(page, "confirmed", width, scheme);

            var own = await LinkAsync(email, "/preferences/");
            await page.GotoAsync(own);
            await page.GetByRole(AriaRole.Button, new() { Name = "Send me my data" }).ClickAsync();
            await Assertions.Expect(page.Locator(".flash")).ToBeVisibleAsync();
            await PageTests.ReadAsync(page, "preferences-own", width, scheme);
            await page.GotoAsync(await LinkAsync(email, "/preferences/export/"));
            await PageTests.ReadAsync(page, "export", width, scheme);

            await page.GotoAsync(own);
            await page.GetByRole(AriaRole.Button, new() { Name = "Erase my data" }).ClickAsync();
            await Assertions.Expect(page.Locator(".flash")).ToBeVisibleAsync();
            await page.GotoAsync(await LinkAsync(email, "/preferences/erase/"));
            await PageTests.ReadAsync(page, "erase", width, scheme);
            await PressAsync(page, "Erase it all, for good", "It is erased");
            await PageTests.CheckAsync(page, "erased", width, scheme);
        }
    }

    [Fact]
    public async Task A_quiz_of_two_steps_and_its_result_are_accessible_and_fit()
    {
        await PublishQuizAsync();
        foreach (var (width, scheme) in PageTests.Looks())
        {
            var page = await chromium.OpenAsync(width, scheme: scheme);
            // Published a moment ago: each instance notices within two seconds.
            while ((await page.GotoAsync("/offers/" + Quiz))?.Status == 404) { }

            await PageTests.ReadAsync(page, "quiz", width, scheme);
            await page.Locator("[name=email]").FillAsync($"quiz{width}@pages.example");
            await page.Locator("[name='quiz.plan'][value=software]").CheckAsync();
            await page.Locator("#form button[type=submit]").ClickAsync();
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("/step/2"));
            await PageTests.ReadAsync(page, "quiz-step", width, scheme);
            await page.Locator("[name='quiz.data'][value=sound]").CheckAsync();
            await page.Locator("#form button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("You are ahead");
            await PageTests.CheckAsync(page, "quiz-thanks", width, scheme);
        }
    }

    private static async Task PressAsync(IPage page, string button, string heading)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(heading);
    }

    /// <summary>The link in the latest mail to somebody that has such a one, as it is read in the outbox.</summary>
    private async Task<string> LinkAsync(string email, string path)
    {
        var admin = await chromium.SignedInAsync();
        await using var source = NpgsqlDataSource.Create(chromium.Database);
        await using var command = source.CreateCommand(
            "select id::text from leadgen.mails where to_address = $1 order by id desc"
        );
        command.Parameters.AddWithValue(email);
        await using var mail = await command.ExecuteReaderAsync(Cancel);
        while (await mail.ReadAsync(Cancel))
        {
            await admin.GotoAsync("/outbox/" + mail.GetString(0));
            var text = await admin.Locator(".lines").TextContentAsync();
            if (Regex.Match(text!, Regex.Escape(path) + "[^/\\s]+(?=\\s|$)") is { Success: true } link)
            {
                await admin.Context.CloseAsync();
                return link.Value;
            }
        }

        throw new InvalidOperationException($"No mail to {email} has a link to {path}");
    }

    private async Task PublishQuizAsync()
    {
        await (await chromium.OpenAsync()).Context.CloseAsync(); // skips the test where there is no browser
        await chromium.ExecuteAsync(
            $$"""
            insert into leadgen.offers
            select (jsonb_populate_record(null::leadgen.offers, to_jsonb(o) || jsonb_build_object(
                'id', gen_random_uuid(), 'slug', '{{Quiz}}', 'title', 'How ready are you?', 'kind', 'quiz', 'form', '[
                    {"key": "email", "required": true},
                    {"key": "quiz.plan", "required": true, "label": "How do you plan?", "control": "radio", "options": [
                        {"value": "paper", "label": "On paper", "points": 0}, {"value": "software", "label": "With software", "points": 3}]},
                    {"key": "quiz.data", "required": false, "new_step": true, "label": "What do you measure?", "control": "multi_select", "options": [
                        {"value": "heat", "label": "Heat", "points": 1}, {"value": "sound", "label": "Sound", "points": 3}]}]'::jsonb,
                'form_settings', '{"results": [{"key": "beginner", "from": 0, "title": "You begin"},
                    {"key": "ahead", "from": 6, "title": "You are ahead", "text": "Do more of it."}]}'::jsonb))).*
            from leadgen.offers o where o.slug = 'predictive-maintenance-costs'
            """
        );
    }
}
