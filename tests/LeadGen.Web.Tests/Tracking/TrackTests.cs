using System.Net;
using System.Text;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Operations;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Tracking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.Tracking.TrackedApp;

namespace LeadGen.Web.Tests.Tracking;

public sealed class TrackTests(TrackedApp tracked) : IClassFixture<TrackedApp>
{
    private readonly WebApp _app = tracked.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_agrees_gets_one_cookie_and_their_words_are_kept()
    {
        var visitor = tracked.NewVisitor();
        var answer = await tracked.AgreeAsync(visitor, "/pricing");

        AssertStatus(HttpStatusCode.NoContent, answer);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith(
            $"__Host-{VisitorCookie.Name}={visitor}; max-age=15552000; path=/; secure; samesite=lax",
            cookie,
            StringComparison.Ordinal
        );
        var said = await _app.ReadAsync(db => db.Consents.SingleAsync(c => c.VisitorId == visitor, Cancel));
        Assert.Equal(
            ("web_tracking", true, ConsentTexts.WebTracking.Text, ConsentTexts.WebTracking.Hash, "script"),
            (said.Purpose, said.Given, said.Text, said.TextHash, said.How)
        );
        Assert.Equal("/pricing", Assert.Single(await tracked.DidAsync(visitor)).Path);
    }

    [Fact]
    public async Task Before_consent_nothing_is_kept_and_no_cookie_is_set()
    {
        var visitor = tracked.NewVisitor();
        var answer = await tracked.SendAsync(
            new { visitor, events = new[] { View("/a"), new { kind = "pricing_viewed", path = "/b" } } }
        );

        AssertNoCookie(answer);
        Assert.Empty(await tracked.DidAsync(visitor));
        Assert.False(await _app.ReadAsync(db => db.Visitors.AnyAsync(v => v.Id == visitor, Cancel)));
    }

    [Fact]
    public async Task A_browser_that_opts_out_of_all_tracking_leaves_nothing_even_if_it_agreed()
    {
        var visitor = tracked.NewVisitor();
        await tracked.AgreeAsync(visitor);
        var answer = await tracked.SendAsync(
            new
            {
                visitor,
                consent = true,
                events = new[] { View("/secret") },
            },
            visitor.ToString(),
            headers: ("Sec-GPC", "1")
        );

        AssertStatus(HttpStatusCode.NoContent, answer);
        AssertNoCookie(answer);
        Assert.Single(await tracked.DidAsync(visitor));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Consent_is_taken_back_with_script_and_without(bool withScript)
    {
        var visitor = tracked.NewVisitor();
        await tracked.AgreeAsync(visitor);
        if (withScript)
        {
            var answer = await tracked.SendAsync(
                new
                {
                    visitor,
                    consent = false,
                    version = "1",
                },
                visitor.ToString()
            );
            Assert.Contains(
                $"{VisitorCookie.Name}={VisitorCookie.Refused}",
                answer.Headers.GetValues("Set-Cookie").Single(),
                StringComparison.Ordinal
            );
        }
        else
        {
            var browser = _app.Anonymous();
            browser.DefaultRequestHeaders.Add("Cookie", $"__Host-{VisitorCookie.Name}={visitor}");
            var page = await browser.OpenAsync("/tracking");
            await browser.PressAsync("/tracking", page.QuerySelector("main button"));
            Assert.Contains(
                "not know it when it comes back",
                (await _app.Anonymous().OpenAsync("/tracking")).QuerySelector("main")!.TextContent,
                StringComparison.Ordinal
            );
        }

        await tracked.SendAsync(new { visitor, events = new[] { View("/after") } });
        await tracked.SendAsync(new { visitor, events = new[] { new { kind = "pricing_viewed", path = "/after" } } });
        Assert.Single(await tracked.DidAsync(visitor));
        var said = await _app.ReadAsync(db =>
            db.Consents.Where(c => c.VisitorId == visitor).OrderBy(c => c.Id).Select(c => c.Given).ToListAsync(Cancel)
        );
        Assert.Equal([true, false], said);
    }

    [Fact]
    public async Task Where_nobody_is_asked_a_page_view_is_kept_and_the_browser_known()
    {
        await tracked.SetAsync(Plan with { Asks = false });
        try
        {
            var visitor = tracked.NewVisitor();
            var answer = await tracked.SendAsync(
                new
                {
                    visitor,
                    fresh = true,
                    events = new[] { View("/a") },
                }
            );
            AssertStatus(HttpStatusCode.Accepted, answer);
            Assert.True(answer.Headers.Contains("Set-Cookie"));
            AssertNoCookie(await tracked.SendAsync(new { visitor, events = new[] { View("/b") } }, visitor.ToString()));
            Assert.Equal(2, (await tracked.DidAsync(visitor, 2)).Count);
        }
        finally
        {
            await tracked.SetAsync(Plan);
        }
    }

    [Fact]
    public async Task Switched_off_it_keeps_nothing_and_is_on_no_page()
    {
        await tracked.SetAsync(Plan with { On = false });
        try
        {
            var visitor = tracked.NewVisitor();
            await tracked.AgreeAsync(visitor);
            Assert.Empty(await tracked.DidAsync(visitor));
            foreach (var path in new[] { "/", "/offers/talk-to-sales" })
            {
                Assert.Empty((await _app.Anonymous().PageAsync(path)).QuerySelectorAll("script"));
            }
        }
        finally
        {
            await tracked.SetAsync(Plan);
        }

        Assert.NotNull(
            (await _app.Anonymous().PageAsync("/offers/talk-to-sales")).QuerySelector(
                "script[src^='/track.js?v='][async]"
            )
        );
    }

    [Fact]
    public async Task Unknown_kinds_and_those_worth_more_are_refused_quietly_one_by_one()
    {
        var visitor = tracked.NewVisitor();
        await tracked.AgreeAsync(visitor);
        object[] events =
        [
            new
            {
                kind = "adjustment",
                path = "/a",
                properties = new { points = 1000 },
            },
            new
            {
                kind = "form_submitted",
                path = "/a",
                properties = new { intent = "demo" },
            },
            new { kind = "nonsense", path = "/a" },
            new { kind = "pricing_viewed", path = "elsewhere" },
            new
            {
                kind = "pricing_viewed",
                path = "/pricing",
                properties = new
                {
                    plan = "pro",
                    seats = 3,
                    trial = true,
                    nested = new { a = 1 },
                },
            },
            17,
        ];
        AssertStatus(HttpStatusCode.NoContent, await tracked.SendAsync(new { visitor, events }, visitor.ToString()));

        var viewed = (await tracked.DidAsync(visitor))[1..];
        var one = Assert.Single(viewed);
        Assert.Equal("pricing_viewed", one.Kind);
        Assert.Equal(
            "plan=pro seats=3 trial=true",
            string.Join(' ', one.Properties.OrderBy(p => p.Key).Select(p => $"{p.Key}={p.Value}"))
        );
    }

    [Fact]
    public async Task Other_sites_that_are_listed_may_tell_and_others_may_not()
    {
        var visitor = tracked.NewVisitor();
        var listed = await tracked.SendAsync(
            new
            {
                visitor,
                consent = true,
                version = "1",
                text = "x",
                events = new[] { View("/cases", "utm_source=ad") },
            },
            origin: OtherSite,
            headers: ("Sec-Fetch-Site", "cross-site")
        );
        var unlisted = await tracked.SendAsync(
            new { visitor, events = new[] { View("/a") } },
            origin: "https://evil.example"
        );
        var nowhere = await tracked.SendAsync(new { visitor, events = new[] { View("/a") } }, origin: "null");
        using var asked = new HttpRequestMessage(HttpMethod.Options, "/track");
        asked.Headers.Add("Origin", OtherSite);
        var leave = await _app.Anonymous().SendAsync(asked, Cancel);

        AssertStatus(HttpStatusCode.NoContent, listed);
        Assert.Equal(OtherSite, listed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        AssertNoCookie(listed);
        AssertStatus(HttpStatusCode.Forbidden, unlisted);
        AssertStatus(HttpStatusCode.Forbidden, nowhere);
        Assert.Equal("POST", leave.Headers.GetValues("Access-Control-Allow-Methods").Single());
        var did = Assert.Single(await tracked.DidAsync(visitor));
        Assert.Equal(("www.other.example", "ad"), (did.Properties["site"], did.Source!.Name));
    }

    [Theory]
    [InlineData("text/plain", "{\"events\":", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "[]", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "{\"events\":7}", HttpStatusCode.BadRequest)]
    [InlineData("text/plain", "{\"visitor\":\"\\uD800\"}", HttpStatusCode.BadRequest)]
    [InlineData("application/x-www-form-urlencoded", "a=b", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json", "{}", HttpStatusCode.NoContent)]
    [InlineData("application/json", "{\"visitor\":7,\"events\":[null,{}]}", HttpStatusCode.NoContent)]
    public async Task Whatever_is_sent_is_answered(string type, string body, HttpStatusCode status)
    {
        var content = new StringContent(body, Encoding.UTF8, type);
        AssertStatus(status, await _app.Anonymous().PostAsync("/track", content, Cancel));
    }

    [Fact]
    public async Task Too_much_is_refused_unread()
    {
        var visitor = tracked.NewVisitor();
        var answer = await tracked.SendAsync(new { visitor, text = new string('a', TrackBody.MaxBytes) });
        AssertStatus(HttpStatusCode.RequestEntityTooLarge, answer);
    }

    [Fact]
    public async Task A_crawler_that_runs_the_script_is_kept_and_marked()
    {
        var visitor = tracked.NewVisitor();
        await tracked.AgreeAsync(visitor);
        await tracked.SendAsync(
            new { visitor, events = new[] { View("/a", "utm_source=bot") } },
            visitor.ToString(),
            agent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
        );
        var seen = (await tracked.DidAsync(visitor, 2))[1];

        Assert.True(seen.Machine);
        Assert.NotNull(seen.MachineWhy);
        Assert.Null(
            await _app.ReadAsync(db =>
                db.Visitors.Where(v => v.Id == visitor).Select(v => v.FirstTouch).SingleAsync(Cancel)
            )
        );
    }

    [Fact]
    public async Task The_first_touch_stays_though_its_page_views_are_forgotten_and_a_later_form_keeps_it()
    {
        var (visitor, other) = (tracked.NewVisitor(), tracked.NewVisitor());
        await tracked.AgreeAsync(other);
        await tracked.SendAsync(
            new
            {
                visitor,
                consent = true,
                version = "1",
                events = new[] { View("/first", "utm_source=google&utm_medium=cpc&utm_campaign=spring&gclid=Abc") },
            }
        );
        _app.Clock.Advance(TimeSpan.FromDays(100));
        await _app.ReadAsync(db => VisitorCleaning.ForgetAsync(db, Plan, _app.Clock.GetUtcNow(), Cancel));
        Assert.Empty(await tracked.DidAsync(visitor));
        var form = new HttpRequestMessage(HttpMethod.Post, "/offers/talk-to-sales?utm_source=late")
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["email"] = "kept@first.example",
                    ["first_name"] = "A",
                    ["last_name"] = "B",
                    ["company"] = "C",
                    ["message"] = "Hm?",
                    ["landing_page"] = "/offers/talk-to-sales?utm_source=late",
                }
            ),
        };
        form.Headers.Add("Cookie", $"__Host-{VisitorCookie.Name}={visitor}");
        AssertStatus(HttpStatusCode.SeeOther, await _app.Anonymous().SendAsync(form, Cancel));

        var lead = await _app.LeadAsync("kept@first.example");
        Assert.Equal(
            ("google", "cpc", "spring", "/first"),
            (
                lead.FirstTouch!.Source!.Name,
                lead.FirstTouch.Source.Medium,
                lead.FirstTouch.Source.Campaign,
                lead.FirstTouch.LandingPage
            )
        );
        Assert.Equal("late", lead.LastTouch!.Source!.Name);
        _app.Clock.Advance(TimeSpan.FromDays(100));
        await _app.ReadAsync(db => VisitorCleaning.ForgetAsync(db, Plan, _app.Clock.GetUtcNow(), Cancel));
        var left = await _app.ReadAsync(db =>
            db.Visitors.Where(v => v.Id == visitor || v.Id == other).Select(v => v.Id).ToListAsync(Cancel)
        );
        Assert.Equal([visitor], left);
        Assert.False(await _app.ReadAsync(db => db.Consents.AnyAsync(c => c.VisitorId == other, Cancel)));
    }

    [Fact]
    public async Task What_a_known_person_looks_at_asks_for_a_new_score_and_waits_no_longer_than_a_moment()
    {
        var visitor = tracked.NewVisitor();
        await tracked.AgreeAsync(visitor);
        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(n => tracked.SendAsync(new { visitor, events = new[] { View("/" + n) } }, visitor.ToString()))
        );
        Assert.Equal(201, (await tracked.DidAsync(visitor, 201)).Count);
    }

    [Fact]
    public async Task When_there_is_no_room_the_sender_is_turned_away()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var buffer = new TrackBuffer();
        var row = new TrackedRows([], null);
        while (buffer.TryAdd(row)) { }

        Assert.Equal(TrackBuffer.Capacity, buffer.Count);
        var intake = ActivatorUtilities.CreateInstance<TrackIntake>(scope.ServiceProvider, buffer);
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var body = Encoding.UTF8.GetBytes(
            $$"""{"visitor":"{{tracked.NewVisitor()}}","events":[{"kind":"page_view","path":"/"}]}"""
        );
        context.Request.Body = new MemoryStream(body);
        (context.Request.ContentType, context.Request.Method) = ("text/plain", "POST");
        await intake.PostAsync(context, scope.ServiceProvider.GetRequiredService<WebConsent>());

        Assert.Equal((503, "10"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
    }
}
