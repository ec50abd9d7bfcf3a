using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Capture;

public sealed class LandingPageTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_shows_what_is_published()
    {
        var closed = await _app.PublishAsync("ended");
        await ChangeAsync(closed.Id, offer => offer.Close(_app.Clock.GetUtcNow()));

        var page = await _visitor.PageAsync("/");
        var links = page.QuerySelectorAll(".card a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Contains("/offers/predictive-maintenance-costs", links);
        Assert.Contains("/offers/from-alarm-to-work-order", links);
        Assert.Contains("/offers/talk-to-sales", links);
        Assert.DoesNotContain("/offers/ended", links);
    }

    [Fact]
    public async Task Where_nothing_is_published_the_first_page_says_so()
    {
        await using var app = await WebApp.StartAsync(demo.Server);
        var page = await app.Anonymous().PageAsync("/");
        Assert.NotNull(page.QuerySelector(".empty"));
        Assert.Empty(page.QuerySelectorAll(".card"));
    }

    [Fact]
    public async Task A_landing_page_needs_no_cookie_and_no_script()
    {
        var answer = await _visitor.GetAsync("/offers/predictive-maintenance-costs", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var page = await CaptureSteps.PageAsync(answer);
        Assert.Empty(page.QuerySelectorAll("script:not([src^='/track.js']), [onclick], [style]"));
        Assert.Empty(page.QuerySelectorAll("input[name=__RequestVerificationToken]"));
        Assert.True((await answer.Content.ReadAsByteArrayAsync(Cancel)).Length < 60_000 - 28 * 1024);
    }

    [Fact]
    public async Task The_white_paper_requires_no_more_than_five_answers()
    {
        var page = await _visitor.PageAsync("/offers/predictive-maintenance-costs");
        var asked = page.QuerySelectorAll(".field:not(:has(.optional)) > label")
            .Select(label => label.GetAttribute("for"));
        Assert.Equal(["email", "first_name", "last_name", "company", "country", "message"], asked);
        Assert.NotNull(page.QuerySelector("[data-if] #message"));
        Assert.False(page.QuerySelector<IHtmlInputElement>("#consent_marketing")!.IsChecked);
        Assert.True(page.QuerySelector<IHtmlInputElement>("input[value=content]")!.IsChecked);
    }

    [Fact]
    public async Task Each_visit_gets_a_key_of_its_own_and_its_own_landing()
    {
        var first = await _visitor.OpenAsync("/offers/talk-to-sales?utm_source=a");
        var second = await _visitor.OpenAsync("/offers/talk-to-sales?utm_source=b");

        Assert.NotEqual(first[SubmissionKeys.Field], second[SubmissionKeys.Field]);
        Assert.Equal("/offers/talk-to-sales?utm_source=a", first["landing_page"]);
        Assert.Equal("/offers/talk-to-sales?utm_source=b", second["landing_page"]);
        Assert.Equal("", second["landing_referrer"]);
    }

    [Fact]
    public async Task The_page_from_memory_is_the_page_that_was_rendered()
    {
        await _app.PublishAsync("twice", content => content with { Body = "Some *body*" });
        var rendered = await _visitor.GetAsync("/offers/twice?utm_source=a", Cancel);
        var kept = await _visitor.GetAsync("/offers/twice?utm_source=a", Cancel);

        Assert.Equal(WithoutKey(await TextAsync(rendered)), WithoutKey(await TextAsync(kept)));
        Assert.Equal(rendered.Headers.ToString(), kept.Headers.ToString());
        Assert.Equal(rendered.Content.Headers.ToString(), kept.Content.Headers.ToString());
    }

    [Fact]
    public async Task Head_says_what_get_would_without_the_body()
    {
        var get = await _visitor.GetAsync("/offers/talk-to-sales", Cancel);
        var head = await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/offers/talk-to-sales"), Cancel);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
    }

    [Fact]
    public async Task A_change_shows_within_seconds_and_a_closed_offer_is_gone()
    {
        var offer = await _app.PublishAsync("changing");
        Assert.Equal("A guide", (await _visitor.PageAsync("/offers/changing")).QuerySelector("h1")!.TextContent);

        await ChangeAsync(offer.Id, o => o.Change(o.Content with { Title = "A better guide" }, _app.Clock.GetUtcNow()));
        Assert.Equal("A better guide", (await _visitor.PageAsync("/offers/changing")).QuerySelector("h1")!.TextContent);

        await ChangeAsync(offer.Id, o => o.Close(_app.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/offers/changing", Cancel)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await _visitor.FillAsync("changing", ("email", "a@b.example"))).StatusCode
        );
    }

    [Fact]
    public async Task What_a_marketer_writes_comes_out_as_text_and_safe_links()
    {
        const string Hostile = "\"><script>alert(1)</script>";
        await _app.PublishAsync(
            "hostile",
            content =>
                content with
                {
                    Title = Hostile,
                    Promise = Hostile,
                    CallToAction = Hostile,
                    Body =
                        $"{Hostile} [a](javascript:alert(1)) [b](/offers/x) ![c](data:text/html,x) <javascript:alert(1)>",
                    Form = [new(LeadFields.Email, true, Hostile, Hostile), new("custom.size", false, Hostile)],
                }
        );
        var page = await _visitor.PageAsync("/offers/hostile");

        Assert.Equal(Hostile, page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("script:not([src^='/track.js'])"));
        Assert.Equal(["#", "/offers/x", "#"], page.QuerySelectorAll(".pitch a").Select(a => a.GetAttribute("href")));
        Assert.Equal("#", page.QuerySelector(".pitch img")!.GetAttribute("src"));
    }

    [Fact]
    public async Task A_field_of_the_forms_own_becomes_a_fact()
    {
        await _app.PublishAsync(
            "own-field",
            content =>
                content with
                {
                    Form =
                    [
                        new(LeadFields.Email, true),
                        new("custom.presses", true, "How many presses?", Control: FieldControl.Number),
                    ],
                }
        );
        var missing = await _visitor.FillAsync("own-field", ("email", "own@field.example"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        var taken = await _visitor.FillAsync("own-field", ("email", "own@field.example"), ("custom.presses", "1,200"));

        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.Equal("1200", (await _app.LeadAsync("own@field.example"))["custom.presses"]);
    }

    [Fact]
    public async Task The_date_of_a_webinar_goes_into_a_calendar()
    {
        var answer = await _visitor.GetAsync("/offers/from-alarm-to-work-order/event.ics", Cancel);
        var text = await TextAsync(answer);

        Assert.Equal("text/calendar", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 75));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await _visitor.GetAsync("/offers/talk-to-sales/event.ics", Cancel)).StatusCode
        );
    }

    private async Task ChangeAsync(Guid id, Action<Offer> change)
    {
        await _app.ReadAsync(async db =>
        {
            change(await db.Offers.SingleAsync(offer => offer.Id == id, Cancel));
            return await db.SaveChangesAsync(Cancel);
        });
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Cancel);

    private static string WithoutKey(string page)
    {
        var at = page.IndexOf("name=\"submission_key\"", StringComparison.Ordinal);
        var end = page.IndexOf('>', at);
        return page[..at] + page[end..];
    }
}
