using System.Net;
using AngleSharp.Dom;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Calls;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Capture;

public sealed class VariantTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Strangers_are_drawn_anew_without_a_cookie_and_each_variant_counts_its_views()
    {
        var (_, test) = await _app.TestedAsync("drawn");
        var visitor = _app.Anonymous();
        var seen = new Dictionary<string, int>();
        for (var i = 0; i < 40; i++)
        {
            var answer = await visitor.GetAsync("/offers/drawn", Cancel);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            var title = (await CaptureSteps.PageAsync(answer)).QuerySelector("h1")!.TextContent;
            seen[title] = seen.GetValueOrDefault(title) + 1;
        }

        var robot = _app.Anonymous();
        robot.DefaultRequestHeaders.Remove("User-Agent");
        await robot.GetAsync("/offers/drawn", Cancel);
        await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/offers/drawn"), Cancel);
        await _app.Services.GetRequiredService<VisitCounts>().StoreAsync(Cancel);

        Assert.Equal(["A guide", "Nine questions"], seen.Keys.Order());
        var counted = await _app.ReadAsync(db => db.VariantDays.ToDictionaryAsync(d => d.VariantId, Cancel));
        Assert.Equal(seen["A guide"], counted[test.Control.Id].Viewed);
        Assert.Equal(seen["Nine questions"], counted[test.Variants[1].Id].Viewed);
    }

    [Fact]
    public async Task A_browser_that_is_known_is_shown_the_same_each_time_also_once_it_has_told_something()
    {
        var (_, test) = await _app.TestedAsync("stable");
        foreach (var place in new[] { 0, 1 })
        {
            var browser = Known(VisitorOf(test, place));
            var title = place == 0 ? "A guide" : "Nine questions";
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal(title, (await browser.PageAsync("/offers/stable")).QuerySelector("h1")!.TextContent);
            }

            await SendAsync(browser, "stable", $"told{place}@stable.example");
            var page = await browser.PageAsync("/offers/stable");
            Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
            Assert.NotNull(page.QuerySelector($"input[name={LeftOutFields.Field}]"));
            await SendAsync(browser, "stable", $"again{place}@stable.example");
            Assert.Equal(
                [test.Variants[place].Id, test.Variants[place].Id],
                await VariantsAsync($"told{place}@stable.example", $"again{place}@stable.example")
            );
        }
    }

    [Fact]
    public async Task What_is_sent_counts_for_the_variant_that_was_shown_by_the_short_way_and_the_long_and_after_a_refusal()
    {
        var (_, test) = await _app.TestedAsync("sent");
        var other = test.Variants[1].Id;
        var visitor = _app.Anonymous();
        await SendAsync(visitor, "sent", "new@sent.example", await ShownAsync(visitor, "sent", "Nine questions"));
        // The person is known by now.
        await SendAsync(
            visitor,
            "sent",
            "new@sent.example",
            await ShownAsync(visitor, "sent", "A guide"),
            ("company", "North Wire")
        );
        Assert.Equal([other, test.Control.Id], await VariantsAsync("new@sent.example"));

        var refused = await visitor.FillAsync(
            "sent",
            [.. await ShownAsync(visitor, "sent", "Nine questions"), new("email", "not an address")]
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await CaptureSteps.PageAsync(refused);
        Assert.Equal("Nine questions", again.QuerySelector("h1")!.TextContent);
        await SendAsync(visitor, "sent", "mended@sent.example", CaptureFields(again));
        Assert.Equal([other], await VariantsAsync("mended@sent.example"));
    }

    [Fact]
    public async Task Nobody_says_themself_what_they_were_shown()
    {
        var (_, test) = await _app.TestedAsync("forged");
        var (_, foreign) = await _app.TestedAsync("foreign");
        var tokens = _app.Services.GetRequiredService<VariantTokens>();
        foreach (
            var forged in new[] { "", "abc", test.Variants[1].Id.ToString(), tokens.Write(foreign.Variants[1].Id) }
        )
        {
            await SendAsync(
                _app.Anonymous(),
                "forged",
                "eve@forged.example",
                new() { [VariantTokens.Field] = forged },
                ("company", "Of " + forged.Length)
            );
        }

        Assert.Equal([null, null, null, null], await VariantsAsync("eve@forged.example"));
    }

    [Fact]
    public async Task A_form_of_its_own_is_read_as_it_was_asked_in_each_step_though_the_test_be_over()
    {
        var (_, test) = await _app.TestedAsync(
            "own-form",
            [new(LeadFields.Email, true), new(LeadFields.Country, true), new(LeadFields.Phone, true) { NewStep = true }]
        );
        var visitor = _app.Anonymous();
        var form = await ShownAsync(visitor, "own-form", "Nine questions");
        await _app.ReadAsync(async db =>
        {
            (await db.OfferTests.SingleAsync(one => one.Id == test.Id, Cancel)).Stop(_app.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Cancel);
        });
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.False((await visitor.OpenAsync("/offers/own-form")).ContainsKey(VariantTokens.Field));

        var refused = await visitor.FillAsync("own-form", [.. form, new("email", "own@form.example")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var first = await visitor.FillAsync(
            "own-form",
            [.. form, new("email", "own@form.example"), new("country", "DE")]
        );
        var step = first.Headers.Location!.OriginalString;
        Assert.StartsWith("/offers/own-form/step/2?t=", step, StringComparison.Ordinal);
        var last = await visitor.PostAsync(
            step,
            new FormUrlEncodedContent([KeyValuePair.Create("phone", "030 123456")]),
            Cancel
        );
        Assert.StartsWith(
            "/offers/own-form/thanks?t=",
            last.Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );
        Assert.Equal([test.Variants[1].Id], await VariantsAsync("own@form.example"));
        Assert.Equal("+4930123456", (await _app.LeadAsync("own@form.example"))["phone"]);
    }

    [Fact]
    public async Task What_was_held_as_spam_counts_for_its_variant_once_it_is_released()
    {
        var (_, test) = await _app.TestedAsync("held-variant");
        var visitor = _app.Anonymous();
        var form = await ShownAsync(visitor, "held-variant", "Nine questions");
        await SendAsync(visitor, "held-variant", "held@variant.example", form, (SpamTrap.Field, "http://spam.example"));
        var held = await _app.ReadAsync(db =>
            db.Submissions.SingleAsync(s => s.VariantId == test.Variants[1].Id, Cancel)
        );
        Assert.Equal((SubmissionState.Quarantined, (Guid?)null), (held.State, held.LeadId));

        await _app.Services.GetRequiredService<Quarantine>().ReleaseAsync(held.Id, "mina@staff.example", Cancel);
        Assert.Equal([test.Variants[1].Id], await VariantsAsync("held@variant.example"));
    }

    private static async Task SendAsync(
        HttpClient visitor,
        string slug,
        string email,
        Dictionary<string, string>? form = null,
        params (string Name, string Text)[] more
    )
    {
        form ??= await visitor.OpenAsync("/offers/" + slug);
        var answer = await visitor.FillAsync(
            slug,
            [
                .. form.Where(field => more.All(one => one.Name != field.Key)),
                new("email", email),
                .. more.Select(field => KeyValuePair.Create(field.Name, field.Text)),
            ]
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    /// <summary>Opens the page until it is shown with this title, and gives the hidden fields of its form.</summary>
    private static async Task<Dictionary<string, string>> ShownAsync(HttpClient visitor, string slug, string title)
    {
        for (var i = 0; i < 100; i++)
        {
            var page = await visitor.PageAsync("/offers/" + slug);
            if (page.QuerySelector("h1")!.TextContent == title)
            {
                return CaptureFields(page);
            }
        }

        throw new InvalidOperationException($"Nobody is shown “{title}”");
    }

    private static Dictionary<string, string> CaptureFields(IParentNode page) =>
        page.QuerySelectorAll("form input[type=hidden]")
            .ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");

    /// <summary>Of the submissions of these people, in the order in which they came.</summary>
    private async Task<List<Guid?>> VariantsAsync(params string[] emails)
    {
        var variants = new List<Guid?>();
        foreach (var email in emails)
        {
            var lead = await _app.LeadAsync(email);
            variants.AddRange(
                await _app.ReadAsync(db =>
                    db.Submissions.Where(s => s.LeadId == lead.Id)
                        .OrderBy(s => s.ReceivedAt)
                        .Select(s => s.VariantId)
                        .ToListAsync(Cancel)
                )
            );
        }

        return variants;
    }

    private HttpClient Known(Guid visitor)
    {
        var browser = _app.Anonymous();
        browser.DefaultRequestHeaders.Add("Cookie", $"__Host-{VisitorCookie.Name}={visitor}");
        return browser;
    }

    /// <summary>A visitor who is shown the variant at this place.</summary>
    private Guid VisitorOf(OfferTest test, int place)
    {
        while (true)
        {
            var visitor = Guid.CreateVersion7(_app.Clock.GetUtcNow());
            if (test.PlaceFor(visitor) == place)
            {
                return visitor;
            }
        }
    }
}
