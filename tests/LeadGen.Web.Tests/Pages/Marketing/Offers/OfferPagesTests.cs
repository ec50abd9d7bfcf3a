using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.Pages.Marketing.Offers.OfferSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing.Offers;

public sealed class OfferPagesTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task An_offer_is_made_written_published_and_closed_without_a_developer()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var visitor = app.Anonymous();
        var made = await MakeAsync(marketer, "Führer für Käufer", "webinar");
        var path = PathOf(made);
        Assert.Equal("fuhrer-fur-kaufer", Value(made, "slug"));
        Assert.Equal("Save my seat", Value(made, "call_to_action"));
        Assert.Contains("no date", made.QuerySelector("#gaps")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Draft", State(made));

        var saved = await marketer.FollowAsync(
            await marketer.SubmitAsync(
                path,
                null,
                ("body", "Some **strong** words"),
                ("slug", "buyers-guide"),
                ("language", "de"),
                ("depth", "late"),
                ("kind", "ebook")
            )
        );
        Assert.Equal("Saved.", saved.Flash());
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/offers/buyers-guide", Cancel)).StatusCode);

        var published = await marketer.FollowAsync(
            await marketer.SubmitAsync(path + "/publish", null, ("when", "now"))
        );
        Assert.Equal("Published", State(published));
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        var landing = await visitor.OpenAsync("/offers/buyers-guide");
        Assert.Equal("Führer für Käufer", landing.QuerySelector("h1")!.TextContent);
        Assert.Equal("strong", landing.QuerySelector(".pitch strong")!.TextContent);
        Assert.Equal("de", landing.DocumentElement.GetAttribute("lang"));

        var form = await marketer.OpenAsync(path + "/publish");
        await marketer.FollowAsync(
            await marketer.PressAsync(path + "/publish?handler=Close", form.QuerySelector("button.danger"))
        );
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/offers/buyers-guide", Cancel)).StatusCode);
        Assert.Equal("Closed", State(await marketer.OpenAsync(path)));
    }

    [Fact]
    public async Task An_offer_is_shown_and_closed_by_the_clock()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var path = PathOf(await MakeAsync(marketer, "By the clock", "ebook"));
        var from = app.Clock.GetUtcNow().AddMinutes(10);
        var page = await marketer.FollowAsync(
            await marketer.SubmitAsync(
                path + "/publish",
                null,
                ("when", "later"),
                ("from", Text(from)),
                ("until", Text(from.AddMinutes(10)))
            )
        );
        Assert.Equal("Scheduled", State(page));
        Assert.NotNull(page.QuerySelector("#slug"));

        var visitor = app.Anonymous();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/offers/by-the-clock", Cancel)).StatusCode);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/offers/by-the-clock", Cancel)).StatusCode);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/offers/by-the-clock", Cancel)).StatusCode);
        Assert.Equal("Closed", State(await marketer.OpenAsync(path)));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_is_lost()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var empty = await marketer.SubmitAsync(List + "/new");
        var errors = await empty.PageAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Equal(
            ["#kind", "#title", "#promise"],
            errors.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href"))
        );

        await MakeAsync(marketer, "Taken", "ebook");
        var path = PathOf(await MakeAsync(marketer, "Taken", "ebook"));
        Assert.Equal("taken-2", Value(await marketer.OpenAsync(path), "slug"));
        var refused = await marketer.SubmitAsync(path, null, ("title", " "), ("slug", "taken"), ("body", "Typed"));
        var page = await refused.PageAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(
            ["#title", "#slug"],
            page.QuerySelectorAll(".error-summary a").Select(a => a.GetAttribute("href"))
        );
        Assert.Equal("Typed", page.QuerySelector<IHtmlTextAreaElement>("#body")!.Value);

        var times = await marketer.SubmitAsync(path + "/publish", null, ("when", "later"), ("until", "tomorrow"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, times.StatusCode);
        Assert.NotNull((await times.PageAsync()).QuerySelector("#until-error"));
    }

    [Fact]
    public async Task Of_two_who_edit_at_once_the_second_is_told_what_stands_now_and_nothing_is_overwritten()
    {
        using var ada = await app.SignedInAsync(Roles.Marketer);
        using var bob = await app.SignedInAsync(Roles.Admin);
        var path = PathOf(await MakeAsync(ada, "For two", "ebook"));
        var seen = await bob.OpenAsync(path);
        await ada.FollowAsync(await ada.SubmitAsync(path, null, ("title", "Ada's title")));

        var late = await bob.PressAsync(path, Save(seen), ("title", "Bob's title"));
        var told = await late.PageAsync();
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Ada's title", told.QuerySelector("#title-error")!.TextContent, StringComparison.Ordinal);
        Assert.Null(told.QuerySelector("#promise-error"));
        Assert.Equal("Bob's title", Value(told, "title"));
        Assert.Equal("Ada's title", (await app.OfferAsync(path)).Title);

        await bob.FollowAsync(await bob.PressAsync(path, Save(told)));
        Assert.Equal("Bob's title", (await app.OfferAsync(path)).Title);
    }

    [Fact]
    public async Task The_address_stays_once_it_has_been_published_and_a_copy_gets_one_of_its_own()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var path = PathOf(await MakeAsync(marketer, "Fixed place", "ebook"));
        var draft = await marketer.OpenAsync(path);
        await marketer.FollowAsync(await marketer.SubmitAsync(path + "/publish", null, ("when", "now")));
        Assert.Null((await marketer.OpenAsync(path)).QuerySelector("#slug"));
        var refused = await marketer.PressAsync(path, Save(draft), ("slug", "elsewhere"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("fixed-place", (await app.OfferAsync(path)).Slug);

        var copy = await marketer.FollowAsync(await marketer.SubmitAsync(path, "Copy"));
        Assert.Equal(
            ("Draft", "fixed-place-2", "Fixed place"),
            (State(copy), Value(copy, "slug"), Value(copy, "title"))
        );
    }

    [Fact]
    public async Task A_preview_shows_a_draft_to_marketers_alone_and_stores_nothing()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var path = PathOf(await MakeAsync(marketer, "Not yet", "ebook"));
        var shown = await marketer.GetAsync(path + "/preview", Cancel);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        Assert.Contains("noindex", shown.Headers.GetValues("X-Robots-Tag"));
        var page = await shown.PageAsync();
        Assert.Equal("Not yet", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("for staff only", page.QuerySelector(".note-box")!.TextContent, StringComparison.Ordinal);

        var button = page.QuerySelector("#form button");
        var wrong = await (await marketer.PressAsync(path, button, ("email", "ada@"))).PageAsync();
        Assert.NotNull(wrong.QuerySelector("#email-error"));
        (string, string)[] filled =
        [
            ("email", "ada@preview.example"),
            ("first_name", "Ada"),
            ("last_name", "Byron"),
            ("company", "Preview"),
            ("next_step", "content"),
        ];
        var right = await (await marketer.PressAsync(path, button, filled)).PageAsync();
        Assert.Contains("Nothing was stored", right.QuerySelector(".note-box")!.TextContent, StringComparison.Ordinal);
        Assert.False(
            await app.ReadAsync(db => db.LeadIdentities.AnyAsync(i => i.Email == "ada@preview.example", Cancel))
        );

        using var rep = await app.SignedInAsync(Roles.SalesRep);
        Assert.Equal(HttpStatusCode.Forbidden, (await rep.GetAsync(path + "/preview", Cancel)).StatusCode);
        var stranger = await app.Anonymous().GetAsync(path + "/preview", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, stranger.StatusCode);
    }

    [Fact]
    public async Task Search_engines_and_other_sites_are_told_what_the_marketer_says_and_one_address()
    {
        await using var known = await WebApp.StartAsync(app.Server, ("LeadGen:PublicUrl", "https://offers.example/"));
        using var marketer = await known.SignedInAsync(Roles.Marketer);
        var path = PathOf(await MakeAsync(marketer, "A \"quoted\" guide", "ebook"));
        await marketer.FollowAsync(await marketer.SubmitAsync(path + "/publish", null, ("when", "now")));
        known.Clock.Advance(TimeSpan.FromSeconds(3));
        var plain = await known.Anonymous().OpenAsync("/offers/a-quoted-guide?utm_source=x");
        Assert.Equal("A \"quoted\" guide", Meta(plain, "og:title"));
        Assert.Equal("What you get out of it.", Meta(plain, "og:description"));
        Assert.Equal("https://offers.example/offers/a-quoted-guide", Meta(plain, "og:url"));
        Assert.Equal(
            "https://offers.example/offers/a-quoted-guide",
            plain.QuerySelector("link[rel=canonical]")!.GetAttribute("href")
        );
        Assert.Null(Meta(plain, "robots"));

        var tags = new[] { ("tags_title", "Found"), ("tags_description", "Here it is"), ("tags_hidden", "true") };
        await marketer.FollowAsync(await marketer.SubmitAsync(path, null, tags));
        known.Clock.Advance(TimeSpan.FromSeconds(3));
        var told = await known.Anonymous().OpenAsync("/offers/a-quoted-guide");
        Assert.StartsWith("Found", told.Title, StringComparison.Ordinal);
        Assert.Equal("A \"quoted\" guide", told.QuerySelector("h1")!.TextContent);
        Assert.Equal(("Found", "Here it is"), (Meta(told, "og:title"), Meta(told, "description")));
        Assert.Equal("noindex", Meta(told, "robots"));
        Assert.NotNull((await marketer.OpenAsync(path)).QuerySelector("#tags_hidden:checked"));

        static string? Meta(IHtmlDocument page, string name) =>
            page.QuerySelector($"meta[property='{name}'], meta[name='{name}']")?.GetAttribute("content");
    }

    [Fact]
    public async Task The_list_finds_offers_by_words_and_state_page_by_page()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var none = await marketer.OpenAsync(List);
        Assert.Equal(List + "/new", none.QuerySelector(".empty a")!.GetAttribute("href"));
        Assert.Equal(List, none.QuerySelector(".bar [aria-current]")!.GetAttribute("href"));

        for (var i = 1; i <= 51; i++)
        {
            await fresh.PublishAsync($"guide-{i}", content => content with { Title = $"Guide {i}" });
        }

        await MakeAsync(marketer, "A 100% draft", "quiz");
        var first = await marketer.OpenAsync(List);
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("A 100% draft", first.QuerySelector("tbody a")!.TextContent);
        var second = await marketer.OpenAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(["Guide 2", "Guide 1"], second.QuerySelectorAll("tbody a").Select(a => a.TextContent));

        Assert.Equal(["A 100% draft"], await TitlesAsync("?state=draft"));
        Assert.Equal(["A 100% draft"], await TitlesAsync("?q=100%25"));
        Assert.Equal(["Guide 33"], await TitlesAsync("?q=GUIDE-33&state=published"));
        Assert.Empty(await TitlesAsync("?state=closed"));

        async Task<IEnumerable<string>> TitlesAsync(string query) =>
            (await marketer.OpenAsync(List + query)).QuerySelectorAll("tbody a").Select(a => a.TextContent);
    }

    private static string Text(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
