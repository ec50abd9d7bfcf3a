using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LeadGen.Browser.Tests;

/// <summary>Every page, as a visitor or a member of staff sees it: readable for all, on a phone and a screen, by day and by night.</summary>
[Collection(nameof(BrowserTests))]
public sealed class PageTests(Chromium chromium)
{
    /// <summary>Where the pictures go; none are taken without it.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("LEADGEN_PICTURES");

    public static TheoryData<string, string> PublicPages =>
        new()
        {
            { "home", "/" },
            { "landing", "/offers/predictive-maintenance-costs" },
            { "talk", "/offers/talk-to-sales" },
            { "webinar", "/offers/from-alarm-to-work-order" },
            { "tracking", "/tracking" },
            { "login", "/account/login" },
            { "preferences", "/preferences" },
            { "preferences-nowhere", "/preferences/nothing" },
            { "confirm-nowhere", "/confirm/nothing" },
            { "not-found", "/offers/nothing-here" },
        };

    public static TheoryData<string, string> StaffPages =>
        new()
        {
            { "queue", "/queue" },
            { "leads", "/leads" },
            { "leads-cell", "/leads?min_fit=0&max_fit=90&min_engagement=0&sort=score" },
            { "leads-empty", "/leads?q=nobody-is-called-this" },
            { "lead-new", "/leads/new" },
            { "lead-export", "/leads/export?q=Weber" },
            { "lead-duplicates", "/leads/duplicates" },
            { "accounts", "/accounts" },
            { "accounts-empty", "/accounts?q=no-company-of-this-name" },
            { "conversation-new", "/leads/conversation" },
            { "service-new", "/service/new" },
            { "offers", "/marketing/offers" },
            { "offers-none", "/marketing/offers?q=nothing-is-called-this" },
            { "offer-new", "/marketing/offers/new" },
            { "nurture", "/marketing/nurture" },
            { "nurture-new", "/marketing/nurture/edit" },
            { "nurture-pace", "/marketing/nurture/pace" },
            { "imports-none", "/marketing/imports?before=00000000-0000-0000-0000-000000000000" },
            { "import-list", "/marketing/imports/list" },
            { "submissions", "/marketing/submissions" },
            { "scoring", "/marketing/scoring" },
            { "scoring-draft", "/marketing/scoring/draft" },
            { "scoring-fit", "/marketing/scoring/draft/fit/new" },
            { "scoring-engagement", "/marketing/scoring/draft/engagement/webinar_live" },
            { "scoring-product", "/marketing/scoring/draft/product/new" },
            { "scoring-publish", "/marketing/scoring/publish" },
            { "scoring-version", "/marketing/scoring/versions/1" },
            { "scoring-learn-empty", "/marketing/scoring/learn" },
            { "score-quality-empty", "/insights/score-quality" },
            { "judged-none", "/insights/judged?version=1&month=2001-01" },
            { "scoring-golden", "/marketing/scoring/golden" },
            { "scoring-golden-new", "/marketing/scoring/golden/edit" },
            { "reasons", "/admin/reasons" },
            { "funnel", "/insights?from=2025-01-01&to=2027-01-01" },
            { "funnel-none", "/insights?source=nobody" },
            { "funnel-leads", "/insights/leads?step=lead" },
            { "sources", "/insights/sources?from=2025-01-01&to=2027-01-01&by=medium" },
            { "costs", "/insights/costs" },
            { "required", "/insights/required" },
            {
                "required-filled",
                "/insights/required?qualified=20&accepted=90&confirmed=50&opportunity=60&customer=25"
            },
            { "alignment", "/alignment" },
            { "personas", "/marketing/personas" },
            { "persona-new", "/marketing/personas/edit" },
            { "service-levels-hour", "/insights/service-levels?by=hour" },
            { "service-levels", "/insights/service-levels" },
            { "handoffs", "/insights/handoffs?show=open" },
            { "handoffs-opened", "/insights/handoffs?show=opened&days=90" },
            { "handoffs-none", "/insights/handoffs?show=reason&reason=spam" },
            { "users", "/admin/users" },
            { "routing", "/admin/routing" },
            { "routing-team", "/admin/routing/teams" },
            { "routing-rule", "/admin/routing/rules" },
            { "routing-test", "/admin/routing/test?country=DE" },
            { "notifications", "/notifications" },
            { "tasks", "/tasks" },
            { "absences", "/admin/routing/absences" },
            { "account", "/account" },
            { "mail", "/admin/mail" },
            { "webhooks", "/admin/webhooks" },
            { "webhook-new", "/admin/webhooks/new" },
            { "api-keys", "/admin/api-keys" },
            { "api-key-new", "/admin/api-keys/new" },
            { "audit", "/admin/audit" },
            { "work", "/admin/work" },
            { "settings", "/admin/settings" },
            { "passkeys", "/account/passkeys" },
            { "second-factor", "/account/second-factor" },
            { "tracking-admin", "/admin/tracking" },
            { "consent", "/admin/consent" },
            { "spam", "/admin/spam" },
            { "outgoing", "/admin/outgoing" },
            { "erasures", "/admin/erasures" },
            { "retention", "/admin/retention" },
            { "retention-preview", "/admin/retention?preview=1&months.lead=1" },
            { "retention-error", "/admin/retention?preview=1&months.lead=0" },
            { "outbox", "/outbox" },
        };

    [Theory, MemberData(nameof(PublicPages))]
    public async Task A_visitors_page_is_accessible_and_fits_without_script(string name, string path)
    {
        foreach (var (width, scheme) in Looks())
        {
            // The check of accessibility itself needs script; the pages have none.
            var page = await chromium.ReaderAsync(isStaff: false, width, scheme);
            await page.GotoAsync(path);
            await ReadAsync(page, name, width, scheme);
        }
    }

    [Fact]
    public async Task A_refused_form_is_accessible_and_leads_to_its_errors()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.OpenAsync(width, scheme: scheme);
            await page.GotoAsync("/offers/predictive-maintenance-costs");
            await page.Locator("[name=email]").FillAsync("ada@");
            await page.Locator("#form button[type=submit]").ClickAsync();
            await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Error: "));
            Assert.Equal("ada@", await page.Locator("[name=email]").InputValueAsync());
            await CheckAsync(page, "landing-error", width, scheme);
        }
    }

    [Theory, MemberData(nameof(StaffPages))]
    public async Task A_page_of_staff_is_accessible_and_fits(string name, string path)
    {
        foreach (var (width, scheme) in Looks().Where(look => IsRead(name, look.Scheme)))
        {
            var page = await chromium.ReaderAsync(isStaff: true, width, scheme);
            await page.GotoAsync(path);
            await ReadAsync(page, name, width, scheme);
        }
    }

    [Fact]
    public async Task The_tabs_of_an_offer_are_accessible_and_fit_with_and_without_errors()
    {
        foreach (var (width, scheme) in Looks())
        {
            foreach (
                var (name, rest) in new[]
                {
                    ("offer", ""),
                    ("offer-publish", "/publish"),
                    ("offer-preview", "/preview"),
                    ("offer-calls", "/ctas"),
                    ("offer-call-new", "/cta"),
                }
            )
            {
                var page = await chromium.SignedInAsync(width, scheme: scheme);
                await OpenOfferAsync(page, rest);
                await CheckAsync(page, name, width, scheme);
            }

            var edited = await chromium.SignedInAsync(width, scheme: scheme);
            await OpenOfferAsync(edited, "");
            await edited.Locator("[name=title]").FillAsync("");
            await edited.Locator("[name=language]").FillAsync("Klingon!");
            await edited.Locator(".split form .button.primary").First.ClickAsync();
            await Assertions.Expect(edited.Locator(".error-summary a")).ToHaveCountAsync(2);
            await CheckAsync(edited, "offer-error", width, scheme);
            var call = await chromium.SignedInAsync(width, scheme: scheme);
            await OpenOfferAsync(call, "/ctas");
            await call.Locator("tbody a").First.ClickAsync();
            await CheckAsync(call, "offer-call", width, scheme);
        }
    }

    /// <summary>The webinar of the demo, which a call to action leads to.</summary>
    private static async Task OpenOfferAsync(IPage page, string rest)
    {
        await page.GotoAsync("/marketing/offers?q=from-alarm");
        // Copies that other tests made of it stand above it.
        var path = await page.Locator("tbody a").Last.GetAttributeAsync("href");
        await page.GotoAsync(path + rest);
    }

    [Fact]
    public async Task The_queue_with_a_question_open_and_its_help_are_accessible_and_fit()
    {
        await chromium.ExecuteAsync(
            """
            insert into leadgen.nurture_sequences
                (id, name, entry_kind, entry_value, steps, state, enters_since, entered_until, created_at, updated_at, updated_by, version)
            values (gen_random_uuid(), 'When the budget is there', 'recycle', 'no_budget', '[]', 'running', now(), now(), now(), now(), 'test', 1)
            """
        );
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/queue");
            await page.Locator("[data-details]").First.ClickAsync();
            await page.Locator(".at .ask[data-verb=reject] summary").ClickAsync();
            await ReadAsync(page, "queue-question", width, scheme);
            await page.Locator(".at .ask[data-verb=recycle] summary").ClickAsync();
            await Assertions
                .Expect(page.Locator(".at .ask[data-verb=recycle]"))
                .ToContainTextAsync("Then gets the mails of “When the budget is there”");
            await CheckAsync(page, "queue-recycle", width, scheme);
            page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/queue");
            await page.Locator("[data-opens=keys]").ClickAsync();
            await CheckAsync(page, "queue-keys", width, scheme);
        }
    }

    [Fact]
    public async Task What_to_say_about_a_lead_that_is_accepted_is_accessible_and_fits_in_the_queue_and_on_its_page()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/queue");
            await page.Locator("tr[data-state=open] [data-details]").First.ClickAsync();
            await page.Locator(".at button[value=accept]").ClickAsync();
            await Assertions.Expect(page.Locator("[aria-label='When you call']")).ToBeVisibleAsync();
            var lead = await page.Locator("#at-name a").GetAttributeAsync("href");
            await CheckAsync(page, "queue-accepted", width, scheme);
            page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync(lead!);
            await Assertions.Expect(page.Locator("[aria-label='When you call']")).ToBeVisibleAsync();
            await CheckAsync(page, "lead-accepted", width, scheme);
        }
    }

    [Fact]
    public async Task A_shadow_that_runs_with_its_days_is_accessible_and_fits()
    {
        var setup = await chromium.SignedInAsync(1280, scheme: ColorScheme.Light);
        await setup.GotoAsync("/marketing/scoring/draft");
        await setup.Locator("[name=mql_threshold]").FillAsync("85");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await setup.GotoAsync("/marketing/scoring");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Run the draft beside it" }).ClickAsync();
        await Assertions.Expect(setup.Locator("[aria-labelledby=shadow]")).ToContainTextAsync("has run beside");
        await chromium.ExecuteAsync(
            """
            insert into leadgen.shadow_mqls (shadow_id, lead_id, day, in_force_too)
            select s.id, gen_random_uuid(), current_date - (n % 5), n % 3 = 0
            from leadgen.shadow_models s, generate_series(1, 40) n where s.ended_at is null
            """
        );
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/marketing/scoring");
            await Assertions.Expect(page.Locator("[aria-labelledby=shadow] tbody tr")).ToHaveCountAsync(5);
            await CheckAsync(page, "scoring-shadow", width, scheme);
        }

        await setup.GetByRole(AriaRole.Button, new() { Name = "End it" }).ClickAsync();
        await Assertions.Expect(setup.Locator("[aria-labelledby=shadow]")).Not.ToContainTextAsync("has run beside");
        await setup.Context.CloseAsync();
    }

    [Fact]
    public async Task The_page_of_a_lead_is_accessible_and_fits()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/leads");
            await page.Locator("main a[href^='/leads/0']").First.ClickAsync();
            await CheckAsync(page, "lead", width, scheme);
        }
    }

    [Fact]
    public async Task Exporting_and_erasing_a_lead_is_accessible_and_fits_with_its_error()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await OnALeadAsync(width, scheme, "Export or erase…");
            await page.GetByRole(AriaRole.Button, new() { Name = "Erase this person" }).ClickAsync();
            await CheckAsync(page, "lead-privacy", width, scheme);
        }
    }

    [Fact]
    public async Task The_score_of_a_lead_with_its_numbers_opened_is_accessible_and_fits()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/leads");
            await page.Locator("main a[href^='/leads/0']").First.ClickAsync();
            await page.GotoAsync(page.Url + "?model=1&as_of=" + DateTime.UnixEpoch.AddYears(55).ToString("s"));
            await Assertions.Expect(page.Locator(".note-box").First).ToContainTextAsync("not the present score");
            await page.GotoAsync(new Uri(page.Url).AbsolutePath + "?as_of=2999-01-01T00:00");
            await Assertions.Expect(page.Locator(".error-summary a")).ToHaveAttributeAsync("href", "#as_of");
            foreach (var summary in await page.Locator(".part > summary").AllAsync())
            {
                await summary.ClickAsync();
            }
            await Assertions.Expect(page.Locator(".part .curve svg").First).ToBeVisibleAsync();
            await CheckAsync(page, "lead-score", width, scheme);
        }
    }

    [Fact]
    public async Task The_form_for_a_conversation_with_a_lead_is_accessible_and_fits_with_its_errors()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/leads");
            await page.Locator("main a[href^='/leads/0']").First.ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Record a conversation" }).ClickAsync();
            await page.Locator("[name=intent][value=stated]").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Record it" }).ClickAsync();
            await Assertions
                .Expect(page.Locator(".error-summary a"))
                .ToHaveTextAsync("Say what they want, for the rep who calls");
            await CheckAsync(page, "lead-conversation-error", width, scheme);
        }
    }

    [Fact]
    public async Task A_mail_and_a_task_for_a_lead_are_accessible_and_fit_where_they_are_written_and_where_they_stand()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await OnALeadAsync(width, scheme, "Write a mail");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
            await CheckAsync(page, "lead-mail-error", width, scheme);
            page = await OnALeadAsync(width, scheme, "Write a mail");
            await page.Locator("[name=subject]").FillAsync($"Your question of {width}, {scheme}");
            await page.Locator("[name=text]").FillAsync("Dear colleague,\n\nhere is the price list.\n\nKind regards");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Add a task" }).ClickAsync();
            await page.Locator("[name=title]").FillAsync($"Send the price list, {width} {scheme}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
            await Assertions.Expect(page.Locator("#tasks li").First).ToContainTextAsync("Send the price list");
            await CheckAsync(page, "lead-with-task", width, scheme);
            await CheckAsync(await OnALeadAsync(width, scheme, "Add a task"), "lead-task", width, scheme);
            foreach (var (name, path) in new[] { ("tasks-some", "/tasks"), ("mail-some", "/admin/mail?state=held") })
            {
                page = await chromium.SignedInAsync(width, scheme: scheme);
                await page.GotoAsync(path);
                await CheckAsync(page, name, width, scheme);
            }
        }
    }

    [Fact]
    public async Task Who_a_lead_is_and_what_two_would_be_together_is_accessible_and_fits()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await OnALeadAsync(width, scheme, "Addresses and merges");
            await page.Locator("[name=email]").Last.FillAsync("nobody");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add the address" }).ClickAsync();
            await CheckAsync(page, "lead-person", width, scheme);
            page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/leads");
            var links = page.Locator("main th a[href^='/leads/0']");
            var one = await links.Nth(0).GetAttributeAsync("href");
            var other = await links.Nth(1).GetAttributeAsync("href");
            await page.GotoAsync($"{one}/merge/{other![(other!.LastIndexOf('/') + 1)..]}");
            await CheckAsync(page, "lead-merge", width, scheme);
        }
    }

    [Fact]
    public async Task An_account_and_its_form_are_accessible_and_fit()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/accounts");
            await page.Locator("main th a").First.ClickAsync();
            await page.WaitForURLAsync("**/accounts/0*");
            var account = page.Url;
            await CheckAsync(page, "account-of-leads", width, scheme);
            page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync(account + "/edit");
            await page.Locator("[name=employees]").FillAsync("many");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await CheckAsync(page, "account-edit", width, scheme);
        }
    }

    private async Task<IPage> OnALeadAsync(int width, ColorScheme scheme, string link)
    {
        var page = await chromium.SignedInAsync(width, scheme: scheme);
        await page.GotoAsync("/leads");
        await page.Locator("main a[href^='/leads/0']").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
        return page;
    }

    [Fact]
    public async Task What_service_passed_on_is_accessible_and_fits()
    {
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/service/new");
            await page.Locator("[name=email]").FillAsync($"customer{width}@browser.example");
            await page.Locator("[name=request]").FillAsync($"A second line for the plant in Essen, {scheme}");
            await page.Locator("[name=urgency]").SelectOptionAsync("high");
            await page.Locator("[name=company]").FillAsync("Essen Drives");
            await page.GetByRole(AriaRole.Button, new() { Name = "Pass it on to sales" }).ClickAsync();
            await Assertions
                .Expect(page.Locator("h1"))
                .ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Essen Drives"));
            await CheckAsync(page, "service-request", width, scheme);
        }
    }

    [Fact]
    public async Task Routing_with_a_team_and_rules_is_accessible_and_fits()
    {
        var setup = await chromium.SignedInAsync(1280, scheme: ColorScheme.Light);
        await setup.GotoAsync("/admin/routing/teams");
        await setup.Locator("[name=name]").FillAsync("Iceland and the Faroe Islands");
        await setup.Locator("[name='hours.monday']").FillAsync("9:00-12:00, 13:00-17:00");
        await setup.Locator("[name=add]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await setup.GetByRole(AriaRole.Button, new() { Name = "Save the team" }).ClickAsync();
        await Assertions.Expect(setup.Locator(".flash")).ToContainTextAsync("Saved.");
        var team = new Uri(setup.Url).AbsolutePath;
        foreach (var name in new[] { "Icelandic firms with more than a hundred people", "The rest of Iceland" })
        {
            await setup.GotoAsync("/admin/routing/rules");
            await setup.Locator("[name=name]").FillAsync(name);
            await setup.Locator("[name='fact.0']").FillAsync("country");
            await setup.Locator("[name='values.0']").FillAsync("IS, FO");
            await setup.Locator("[name=team]").SelectOptionAsync("Iceland and the Faroe Islands");
            await setup.GetByRole(AriaRole.Button, new() { Name = "Save the rule" }).ClickAsync();
            await Assertions.Expect(setup.Locator(".flash")).ToContainTextAsync("Saved.");
        }

        await setup.Context.CloseAsync();
        (string Name, string Path)[] pages =
        [
            ("routing-filled", "/admin/routing"),
            ("routing-team-filled", team),
            ("routing-tried", "/admin/routing/test?country=IS"),
            ("absences-filled", "/admin/routing/absences"),
            ("routing-delete", "/admin/routing"),
        ];
        foreach (var (name, path) in pages)
        {
            foreach (var (width, scheme) in Looks())
            {
                var page = await chromium.SignedInAsync(width, scheme: scheme);
                await page.GotoAsync(path);
                if (name == "routing-delete")
                {
                    await page.Locator("summary:has-text('Delete')").First.ClickAsync();
                }

                await CheckAsync(page, name, width, scheme);
            }
        }
    }

    [Fact]
    public async Task The_replay_and_the_pages_that_live_on_it_are_accessible_and_fit()
    {
        await chromium.ReplayedAsync();
        (string Name, string Path)[] pages =
        [
            ("scoring-replay", "/marketing/scoring/replay"),
            ("scoring-replay-leaving", "/marketing/scoring/replay?leaving=true"),
            ("scoring-threshold", "/marketing/scoring/threshold"),
            ("scoring-threshold-tried", "/marketing/scoring/threshold?try=40"),
            ("scoring-threshold-unread", "/marketing/scoring/threshold?try=many"),
            ("scoring-criteria", "/marketing/scoring/criteria"),
        ];
        foreach (var (name, path) in pages)
        {
            foreach (var (width, scheme) in Looks())
            {
                var page = await chromium.SignedInAsync(width, scheme: scheme);
                await page.GotoAsync(path);
                foreach (var twin in await page.Locator("main details > summary").AllAsync())
                {
                    await twin.ClickAsync();
                }
                await CheckAsync(page, name, width, scheme);
            }
        }
    }

    [Fact]
    public async Task What_was_learned_and_what_scores_were_worth_is_accessible_and_fits()
    {
        await chromium.ExecuteAsync(JudgedLeads.Put);
        try
        {
            var setup = await chromium.SignedInAsync();
            await setup.GotoAsync("/marketing/scoring/learn");
            await setup.GetByRole(AriaRole.Button, new() { Name = "Learn" }).ClickAsync();
            await Assertions.Expect(setup.Locator("#lines")).ToBeVisibleAsync();
            (string Name, string Path)[] pages =
            [
                ("scoring-learn", "/marketing/scoring/learn"),
                ("scoring-learn-refused", "/marketing/scoring/learn?precision=many"),
                ("score-quality", "/insights/score-quality"),
                ("judged", "/insights/judged?version=1"),
            ];
            foreach (var (name, path) in pages)
            {
                foreach (var (width, scheme) in Looks())
                {
                    var page = await chromium.SignedInAsync(width, scheme: scheme);
                    await page.GotoAsync(path);
                    foreach (var twin in await page.Locator("main details > summary").AllAsync())
                    {
                        await twin.ClickAsync();
                    }
                    await CheckAsync(page, name, width, scheme);
                }
            }
        }
        finally
        {
            await chromium.ExecuteAsync(JudgedLeads.Take);
            await chromium.ExecuteAsync("delete from leadgen.learning_runs");
        }
    }

    [Fact]
    public async Task The_pages_of_a_sequence_are_accessible_and_fit_with_and_without_errors()
    {
        var setup = await chromium.SignedInAsync(1280, scheme: ColorScheme.Light);
        await setup.GotoAsync("/marketing/nurture/edit");
        await setup.Locator("[name=name]").FillAsync("Back after three months");
        await setup.Locator("main form .button.primary").ClickAsync();
        var empty = setup.Url;
        await setup.Locator("[name=subject]").FillAsync("Still on your list, {{first_name|there}}?");
        await setup
            .Locator("[name=body]")
            .FillAsync("Hello **{{first_name|there}}**,\n\n- see [our guide](/offers)\n- or write to us");
        await setup.Locator("main form .button.primary").ClickAsync();
        await Assertions.Expect(setup.Locator(".flash.success")).ToContainTextAsync("how it arrives");
        var mail = setup.Url.Split('#')[0];
        await setup.Locator(".crumbs a").ClickAsync();
        await setup.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(setup.Locator(".flash.success")).ToContainTextAsync("It runs");
        var sequence = setup.Url;
        await setup.Context.CloseAsync();
        foreach (var (width, scheme) in Looks())
        {
            foreach (
                var (name, path) in new[]
                {
                    ("nurture-mail", mail),
                    ("nurture-sequence", sequence),
                    ("nurture-people", sequence + "/people"),
                    ("nurture-list", "/marketing/nurture"),
                }
            )
            {
                var look = await chromium.SignedInAsync(width, scheme: scheme);
                if (path == mail)
                {
                    await FramedMailAsync(look, path);
                }
                else
                {
                    await look.GotoAsync(path);
                }

                await CheckAsync(look, name, width, scheme);
            }

            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync(empty);
            await page.Locator("[name=delay]").FillAsync("");
            await page.Locator("[name=body]").FillAsync("Hello {{email}}");
            await page.Locator("main form .button.primary").ClickAsync();
            await Assertions.Expect(page.Locator(".error-summary a")).ToHaveCountAsync(3);
            await CheckAsync(page, "nurture-mail-error", width, scheme);
        }
    }

    /// <summary>The frame with the mail, in which nothing may run, gets what the reader would get.</summary>
    private static async Task FramedMailAsync(IPage page, string path)
    {
        var framed = await page.RunAndWaitForResponseAsync(
            () => page.GotoAsync(path),
            answer => answer.Url.Contains("handler=html", StringComparison.Ordinal)
        );
        Assert.Equal(200, framed.Status);
        Assert.Contains("<strong>", await framed.TextAsync(), StringComparison.Ordinal);
        // What was never in view is not painted.
        await page.Locator(".mail-frame").ScrollIntoViewIfNeededAsync();
    }

    [Fact]
    public async Task A_draft_that_changes_a_golden_lead_and_is_refused_is_accessible_and_fits()
    {
        var setup = await chromium.SignedInAsync(1280, scheme: ColorScheme.Light);
        await setup.GotoAsync("/marketing/scoring/golden/edit");
        await setup.Locator("[name=name]").FillAsync("Director of a plant in Bavaria, looked at prices once");
        await setup.Locator("[name=qualifies][value=no]").CheckAsync();
        await setup.Locator("[name=facts]").FillAsync("country = DE\nemployees = 300");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await setup.GotoAsync("/marketing/scoring/draft");
        await setup.Locator("[name=mql_threshold]").FillAsync("1");
        await setup.Locator("[name=min_engagement]").FillAsync("");
        await setup.Locator("[name=min_fit]").FillAsync("");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator(".flash.success")).ToContainTextAsync("Kept in the draft");
        await setup.Context.CloseAsync();
        foreach (var (width, scheme) in Looks())
        {
            foreach (
                var (name, path) in new[]
                {
                    ("scoring-filled", "/marketing/scoring"),
                    ("scoring-draft-filled", "/marketing/scoring/draft"),
                    ("scoring-golden-filled", "/marketing/scoring/golden"),
                }
            )
            {
                var look = await chromium.SignedInAsync(width, scheme: scheme);
                await look.GotoAsync(path);
                await CheckAsync(look, name, width, scheme);
            }

            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/marketing/scoring/publish");
            await page.Locator("[name=why]").FillAsync("More leads");
            await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
            await Assertions.Expect(page.Locator(".error-summary a")).ToContainTextAsync("change their verdict");
            await CheckAsync(page, "scoring-publish-error", width, scheme);
            page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/marketing/scoring/draft/engagement/new");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add to the draft" }).ClickAsync();
            await Assertions.Expect(page.Locator(".error-summary a")).ToHaveCountAsync(3);
            await CheckAsync(page, "scoring-engagement-error", width, scheme);
        }
    }

    /// <summary>A screen by day and a phone by night; the other two as well where pictures are taken.</summary>
    internal static IEnumerable<(int Width, ColorScheme Scheme)> Looks()
    {
        yield return (1280, ColorScheme.Light);
        yield return (375, ColorScheme.Dark);
        if (Pictures is not null)
        {
            yield return (1280, ColorScheme.Dark);
            yield return (375, ColorScheme.Light);
        }
    }

    [Fact]
    public async Task What_an_offer_hands_over_is_accessible_and_fits_for_who_chooses_it_and_who_gets_it()
    {
        var setup = await chromium.SignedInAsync(1280, scheme: ColorScheme.Light);
        var seats = await CopiedAsync(setup);
        await setup.GotoAsync(seats + "/delivery");
        await setup.Locator("[name=url]").FillAsync("https://meet.example/room");
        await setup.Locator("[name=seats]").FillAsync("1");
        await setup.Locator("[name=place]").FillAsync("Hall 3, Bottling Works, Essen");
        await setup.Locator("[name=codes][value=shared]").CheckAsync();
        await setup.Locator("[name=code]").FillAsync("STEADY-START-2026");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator(".flash")).ToContainTextAsync("Saved.");
        await setup
            .Locator("[name=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "The shift log, annotated.pdf",
                    MimeType = "application/pdf",
                    Buffer = "%PDF-1.4\n%%EOF\n"u8.ToArray(),
                }
            );
        await setup.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator(".flash")).ToContainTextAsync("The file is handed out");
        await setup.GotoAsync(seats + "/publish");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        var landing = (await setup.Locator("a:text('See the page')").GetAttributeAsync("href"))!;
        var codes = await CopiedAsync(setup);
        await setup.GotoAsync(codes + "/delivery");
        await setup.Locator("[name=codes][value=pool]").CheckAsync();
        await setup.Locator("[name=mail_subject]").FillAsync("{{first_name|Hello}}, your code");
        await setup.Locator("[name=mail_text]").FillAsync("Dear {{first_name|colleague}},\n\nuse it before {{date}}.");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator(".flash")).ToContainTextAsync("Saved.");
        await setup.Context.CloseAsync();
        var seated = await ThanksAsync(landing, "seated@browser.example");
        var waits = await ThanksAsync(landing, "waits@browser.example");
        foreach (var (width, scheme) in Looks())
        {
            (string Name, string Path)[] staff =
            [
                ("offer-delivery", seats + "/delivery"),
                ("offer-registrations", seats + "/delivery/registrations"),
                ("offer-codes", codes + "/delivery/codes"),
            ];
            foreach (var (name, path) in staff)
            {
                var page = await chromium.SignedInAsync(width, scheme: scheme);
                await page.GotoAsync(path);
                await CheckAsync(page, name, width, scheme);
            }

            var preview = await chromium.SignedInAsync(width, scheme: scheme);
            await preview.GotoAsync(codes + "/delivery");
            await preview.GetByRole(AriaRole.Button, new() { Name = "Preview the mail" }).ClickAsync();
            await Assertions.Expect(preview.Locator("#preview")).ToContainTextAsync("Mina, your code");
            await CheckAsync(preview, "offer-mail-preview", width, scheme);
            foreach (var (name, path) in new[] { ("thanks-all", seated), ("thanks-waits", waits) })
            {
                var page = await chromium.OpenAsync(width, scheme: scheme);
                await page.GotoAsync(path);
                await CheckAsync(page, name, width, scheme);
            }
        }
    }

    [Fact]
    public async Task An_import_is_accessible_and_fits_from_its_upload_to_its_undo()
    {
        const string Csv =
            "E-Mail,First name,Company,Country,Shoe size\nada@import-look.example,Ada,Alder Works,DE,38\nnobody,Bob,Birch,FR,44\ncy@import-look.example,Cy,Cedar,Atlantis,41\n";
        var setup = await chromium.SignedInAsync(1280, scheme: ColorScheme.Light);
        await setup.GotoAsync("/marketing/imports");
        await setup
            .Locator("[name=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "Fair in Essen, visitors.csv",
                    MimeType = "text/csv",
                    Buffer = System.Text.Encoding.UTF8.GetBytes(Csv),
                }
            );
        await setup.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator("#columns")).ToBeVisibleAsync();
        var path = new Uri(setup.Url).AbsolutePath;
        await LookAsync("import-map", path);
        await setup.Locator("[name='column.0']").SelectOptionAsync("");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Check all rows", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator(".error-summary a")).ToHaveCountAsync(1);
        await ReadAsync(setup, "import-error", 1280, ColorScheme.Light);
        await setup.Locator("[name='column.0']").SelectOptionAsync("email");
        await setup.GetByRole(AriaRole.Button, new() { Name = "Check all rows", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator("#check")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await LookAsync("import-checked", path);
        await setup.GetByRole(AriaRole.Button, new() { Name = "Bring it in", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator("#rejects")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await LookAsync("import-done", path);
        await LookAsync("imports", "/marketing/imports");
        await chromium.ExecuteAsync(
            "update leadgen.imports set state = 'running', rows_per_second = 8200, at_byte = bytes / 3, leased_until = now() + interval '1 hour'"
        );
        await LookAsync("import-running", path);
        await chromium.ExecuteAsync("update leadgen.imports set state = 'done', at_byte = bytes, leased_until = null");
        await setup.GotoAsync(path);
        await setup.Locator("summary:text('Undo the whole import')").ClickAsync();
        await setup.GetByRole(AriaRole.Button, new() { Name = "Undo the import", Exact = true }).ClickAsync();
        await Assertions.Expect(setup.Locator("#undone")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await LookAsync("import-undone", path);
        await setup.Context.CloseAsync();

        async Task LookAsync(string name, string path)
        {
            foreach (var (width, scheme) in Looks())
            {
                var page = await chromium.SignedInAsync(width, scheme: scheme);
                await page.GotoAsync(path);
                await page.EvaluateAsync("document.querySelectorAll('details.ask').forEach(ask => ask.open = true)");
                await CheckAsync(page, name, width, scheme);
            }
        }
    }

    [Fact]
    public async Task On_a_phone_the_bar_of_an_administrator_is_low_and_opens_to_all_of_it()
    {
        foreach (var (width, scheme) in Looks().Where(look => look.Width < 500))
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/admin/settings");
            var bar = await page.Locator("header.bar").BoundingBoxAsync();
            Assert.InRange(bar!.Height, 40, 105);
            var link = page.Locator(".bar").GetByRole(AriaRole.Link, new() { Name = "Queue", Exact = true });
            await Assertions.Expect(link).Not.ToBeVisibleAsync();
            // The button is the browser's own: no script of ours opens it.
            await page.GetByRole(AriaRole.Button, new() { Name = "Menu", Exact = true }).ClickAsync();
            await Assertions.Expect(link).ToBeVisibleAsync();
            await page.Locator(".bar summary:text('Administration')").ClickAsync();
            await Assertions
                .Expect(page.Locator(".bar").GetByRole(AriaRole.Link, new() { Name = "Spam", Exact = true }))
                .ToBeVisibleAsync();
            await CheckAsync(page, "menu", width, scheme);
        }
    }

    [Fact]
    public async Task Passkeys_that_somebody_has_are_accessible_and_each_cell_says_what_it_is()
    {
        await chromium.ExecuteAsync(
            """
            insert into leadgen.staff_passkeys (id, user_id, credential_id, public_key, name, created_at, last_used_at, sign_count, transports, is_backup_eligible, is_backed_up)
            select gen_random_uuid(), u.id, decode(md5(n::text), 'hex'), '\x00', 'Laptop ' || n, now() - n * interval '9 days',
                case when n = 1 then now() end, n, '[]', true, n = 1
            from leadgen.users u, generate_series(1, 2) n where u.email = 'admin@leadgen.example'
            """
        );
        foreach (var (width, scheme) in Looks())
        {
            var page = await chromium.SignedInAsync(width, scheme: scheme);
            await page.GotoAsync("/account/passkeys");
            await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
            var label = await page.Locator("td[data-is]")
                .First.EvaluateAsync<string>("cell => getComputedStyle(cell, '::before').content");
            Assert.Equal(
                width < 500 ? "Where it is" : "none",
                label.Replace("\"", "", StringComparison.Ordinal).Trim()
            );
            await CheckAsync(page, "passkeys-some", width, scheme);
        }

        await chromium.ExecuteAsync("delete from leadgen.staff_passkeys");
    }

    /// <summary>A copy of the demo's webinar, as the address of its first tab.</summary>
    internal static async Task<string> CopiedAsync(IPage page)
    {
        await page.GotoAsync("/marketing/offers");
        await page.GetByRole(AriaRole.Link, new() { Name = "From alarm to work order in one shift" }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("This is the copy");
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>Fills the form as a browser without script does, and gives the address of the page of thanks.</summary>
    private async Task<string> ThanksAsync(string landing, string email)
    {
        var page = await chromium.OpenAsync(script: false);
        // Published a moment ago: each instance notices within two seconds.
        while ((await page.GotoAsync(landing))?.Status == 404) { }

        foreach (
            var (name, text) in new[] { ("first_name", "Mina"), ("last_name", "Okafor"), ("company", "North Wire") }
        )
        {
            await page.Locator($"[name={name}]").FillAsync(text);
        }

        await page.Locator("[name=email]").FillAsync(email);
        await page.Locator("#form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToBeVisibleAsync();
        var path = new Uri(page.Url).PathAndQuery;
        await page.Context.CloseAsync();
        return path;
    }

    /// <summary>The last that is done with a browser.</summary>
    internal static async Task CheckAsync(IPage page, string name, int width, ColorScheme scheme)
    {
        await ReadAsync(page, name, width, scheme);
        await page.Context.CloseAsync();
    }

    internal static async Task ReadAsync(IPage page, string name, int width, ColorScheme scheme)
    {
        // A page that has come is not yet a page that is laid out.
        await page.WaitForLoadStateAsync(LoadState.Load);
        var look = $"{name}-{width}-{scheme}".ToLowerInvariant();
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, look + ".png"), FullPage = true });
        }

        var sideways = await page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.True(sideways <= 0, $"{look} scrolls sideways by {sideways} px.");
        if (IsPublic(name) || IsRead(name, scheme))
        {
            // Axe would wait for ever for an answer from a frame in which no script may run.
            await page.EvaluateAsync("document.querySelectorAll('iframe[sandbox]').forEach(frame => frame.remove())");
            var axe = await page.RunAxe();
            Assert.True(
                axe.Violations.Length == 0,
                $"{look}: {string.Join("; ", axe.Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}"))}"
            );
        }
    }

    private static bool IsPublic(string name) => PublicPages.Any(row => row.Data.Item1 == name);

    /// <summary>Axe takes most of the time here, so it reads half of the staff's pages by day and half by night; all by both where pictures are taken.</summary>
    private static bool IsRead(string name, ColorScheme scheme) =>
        Pictures is not null || name.Sum(letter => letter) % 2 == 0 == (scheme == ColorScheme.Dark);
}
