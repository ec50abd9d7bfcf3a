using System.Net;
using System.Text.RegularExpressions;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Mail;
using LeadGen.Web.Operations;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.Tracking.TrackedApp;

namespace LeadGen.Web.Tests.Tracking;

/// <summary>Clicks on links in mails: a gateway's and a person's look alike at first.</summary>
public sealed partial class MailClickTests(TrackedApp tracked) : IClassFixture<TrackedApp>
{
    private const string Paper = "predictive-maintenance-costs";

    private readonly WebApp _app = tracked.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_click_leads_on_and_counts_once_a_page_view_of_the_person_follows()
    {
        var (lead, visitor, mail) = await WrittenToAsync("follows@click.example");
        var link = Links(mail.Html)[0];
        var answer = await ClickAsync(link);

        AssertStatus(HttpStatusCode.Found, answer);
        Assert.StartsWith("/files/", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        AssertNoCookie(answer);
        var click = await ClickOfAsync(lead);
        Assert.Equal((true, MachineRules.Unconfirmed), (click.Machine, click.MachineWhy));
        await _app.ScoredAsync();
        var before = await EngagementAsync(lead);

        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        await tracked.SendAsync(new { visitor, events = new[] { View("/somewhere") } }, visitor.ToString());
        await tracked.DidAsync(visitor, 3);
        click = await UntilAsync(() => ClickOfAsync(lead), click => !click.Machine);
        Assert.True(click.RecordedAt > click.OccurredAt.AddMinutes(1));
        await _app.ScoredAsync();
        Assert.True(await EngagementAsync(lead) >= before + 3); // the page view alone is one point
    }

    [Fact]
    public async Task The_persons_own_browser_needs_nothing_more()
    {
        var (lead, visitor, mail) = await WrittenToAsync("cookie@click.example");
        await ClickAsync(Links(mail.Html)[0], cookie: visitor);

        var click = await ClickOfAsync(lead);
        Assert.Equal((false, visitor), (click.Machine, click.VisitorId));
    }

    [Fact]
    public async Task Who_follows_the_link_that_nobody_sees_is_a_scanner_and_so_is_all_that_came_with_it()
    {
        var (lead, visitor, mail) = await WrittenToAsync("hidden@click.example");
        var links = Links(mail.Html);
        var decoy = Assert.Single(links.Skip(1));
        Assert.Contains(
            $"<a href=\"{Root(mail.Html)}{decoy}\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\"></a>",
            mail.Html,
            StringComparison.Ordinal
        );
        await ClickAsync(links[0]);
        await ClickAsync(decoy);
        await tracked.SendAsync(new { visitor, events = new[] { View("/later") } }, visitor.ToString());
        await tracked.DidAsync(visitor, 3);
        _app.Clock.Advance(FormCapture.SameWithin + TimeSpan.FromMinutes(1));
        await PostAsync("hidden@click.example", visitor);

        var clicks = (await _app.TouchpointsAsync(lead)).Where(t => t.Kind == TouchpointKinds.EmailClicked).ToList();
        Assert.Equal(2, clicks.Count);
        Assert.All(
            clicks,
            click => Assert.True(click.Machine && click.MachineWhy!.Contains("do not see", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_burst_a_crawler_and_who_asks_for_the_headers_alone_are_told()
    {
        var (lead, _, mail) = await WrittenToAsync("burst@click.example");
        var tokens = _app.Services.GetRequiredService<ClickTokens>();
        foreach (var number in new[] { 1, 2, 3 })
        {
            await ClickAsync("/m/" + tokens.Write(new MailLink(mail.Id, number, "/")));
        }

        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        await ClickAsync(Links(mail.Html)[0], agent: "curl/8.9");
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        AssertStatus(HttpStatusCode.Found, await ClickAsync(Links(mail.Html)[0], HttpMethod.Head));

        var clicks = (await _app.TouchpointsAsync(lead)).Where(t => t.Kind == TouchpointKinds.EmailClicked).ToList();
        Assert.Equal(5, clicks.Count);
        Assert.All(clicks, click => Assert.True(click.Machine));
        Assert.DoesNotContain(clicks, click => MachineRules.Waiting.Contains(click.MachineWhy));
    }

    [Fact]
    public async Task What_comes_as_the_mail_is_delivered_waits_for_a_form_of_the_same_person()
    {
        var (lead, visitor, mail) = await WrittenToAsync(
            "delivered@click.example",
            sentBefore: TimeSpan.FromSeconds(5)
        );
        await ClickAsync(Links(mail.Html)[0]);
        Assert.Equal(MachineRules.Delivered, (await ClickOfAsync(lead)).MachineWhy);
        // Sooner it would be the same form sent again.
        _app.Clock.Advance(FormCapture.SameWithin + TimeSpan.FromMinutes(1));
        await PostAsync("delivered@click.example", visitor);

        Assert.False((await ClickOfAsync(lead)).Machine);
    }

    [Fact]
    public async Task A_file_that_a_scanner_fetches_scores_nothing_until_the_person_comes_for_it()
    {
        var (lead, _, mail) = await WrittenToAsync("file@click.example", sentBefore: TimeSpan.FromSeconds(5));
        var answer = await ClickAsync(Links(mail.Html)[0]);
        AssertStatus(HttpStatusCode.OK, await ClickAsync(answer.Headers.Location!.OriginalString));
        var file = await FileOfAsync();
        Assert.Equal((true, MachineRules.Delivered), (file.Machine, file.MachineWhy));

        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        answer = await ClickAsync(Links(mail.Html)[0]);
        AssertStatus(HttpStatusCode.OK, await ClickAsync(answer.Headers.Location!.OriginalString));
        file = await FileOfAsync();
        Assert.False(file.Machine);

        async Task<Touchpoint> FileOfAsync() =>
            (await _app.TouchpointsAsync(lead)).Single(t => t.Kind == TouchpointKinds.ContentDownloaded);
    }

    [Fact]
    public async Task A_link_leads_nowhere_but_where_the_mail_led()
    {
        var (_, _, mail) = await WrittenToAsync("redirect@click.example");
        var link = Links(mail.Html)[0];

        AssertStatus(HttpStatusCode.NotFound, await ClickAsync("/m/https%3A%2F%2Fevil.example"));
        AssertStatus(HttpStatusCode.NotFound, await ClickAsync(link[..^2] + (link[^2] == 'A' ? "B" : "A") + link[^1]));
        Assert.Contains(Root(mail.Html) + link, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/files/", mail.Text + mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task Of_who_said_no_no_click_is_noted_and_the_link_leads_on(bool saidNo, bool optsOut, bool isNoted)
    {
        var email = $"no{saidNo}{optsOut}@click.example".ToLowerInvariant();
        var (lead, visitor, mail) = await WrittenToAsync(email);
        var now = _app.Clock.GetUtcNow();
        await _app.SaveAsync(db =>
        {
            db.Consents.Add(
                Consent.Record(ConsentTexts.MailTracking, true, ConsentWays.Preferences, now.AddDays(-1), lead)
            );
            if (saidNo)
            {
                db.Consents.Add(Consent.Record(ConsentTexts.MailTracking, false, ConsentWays.Preferences, now, lead));
            }
        });
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = await ClickAsync(Links(mail.Html)[0], cookie: visitor, optsOut: optsOut);
        AssertStatus(HttpStatusCode.Found, answer);
        // A scanner is told from a person all the same.
        var scanned = await ClickAsync(Links(mail.Html)[0], HttpMethod.Head, optsOut: optsOut);
        Assert.EndsWith("?by=mail", scanned.Headers.Location!.OriginalString, StringComparison.Ordinal);

        var clicks = (await _app.TouchpointsAsync(lead)).Count(t => t.Kind == TouchpointKinds.EmailClicked);
        Assert.Equal(isNoted ? 2 : 0, clicks);
    }

    [Fact]
    public async Task Staff_take_a_mark_away_and_put_it_back_and_the_score_follows()
    {
        var (lead, _, mail) = await WrittenToAsync("staff@click.example");
        await ClickAsync(Links(mail.Html)[0]);
        await _app.ScoredAsync();
        var before = await EngagementAsync(lead);
        var rep = await _app.SignedInAsync(Roles.SalesRep);
        var click = await ClickOfAsync(lead);

        var page = await SayAsync("This was a person");
        Assert.Contains("says SalesRep", page.QuerySelector($"#t-{click.Id}")!.TextContent, StringComparison.Ordinal);
        await _app.ScoredAsync();
        Assert.True(await EngagementAsync(lead) > before);

        page = await SayAsync("It was a machine");
        Assert.Contains(
            "made by a machine: scores nothing",
            page.QuerySelector($"#t-{click.Id}")!.TextContent,
            StringComparison.Ordinal
        );
        await _app.ScoredAsync();
        Assert.Equal(before, await EngagementAsync(lead));

        async Task<AngleSharp.Html.Dom.IHtmlDocument> SayAsync(string what)
        {
            var path = "/leads/" + lead;
            var button = (await rep.OpenAsync(path)).QuerySelector($"#t-{click.Id} button");
            Assert.StartsWith(what, button!.TextContent, StringComparison.Ordinal);
            return await rep.FollowAsync(await rep.PressAsync(path, button));
        }
    }

    /// <summary>A lead who asked for the paper in a browser that is known, and the mail that went out an hour ago.</summary>
    private async Task<(Guid Lead, Guid Visitor, SentMail Mail)> WrittenToAsync(
        string email,
        TimeSpan? sentBefore = null
    )
    {
        var visitor = tracked.NewVisitor();
        await tracked.AgreeAsync(visitor);
        await PostAsync(email, visitor);
        var lead = (await _app.LeadAsync(email)).Id;
        await _app.ReadAsync(db =>
            db.Mails.Where(mail => mail.LeadId == lead)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(
                            mail => mail.SentAt,
                            _app.Clock.GetUtcNow() - (sentBefore ?? TimeSpan.FromHours(1))
                        ),
                    Cancel
                )
        );
        var row = await _app.ReadAsync(db => db.Mails.AsNoTracking().SingleAsync(mail => mail.LeadId == lead, Cancel));
        var written = _app
            .Services.GetRequiredService<CountedLinks>()
            .In(_app.Services.GetRequiredService<MailTemplates>().Write(row.Kind, row.Data), row);
        return (lead, visitor, new SentMail(row.Id, written.Html, written.Text));
    }

    private async Task PostAsync(string email, Guid visitor)
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/offers/" + Paper)
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["email"] = email,
                    ["first_name"] = "Mina",
                    ["last_name"] = "Weber",
                    ["company"] = "North Wire",
                    ["country"] = "DE",
                    ["job_title"] = visitor.ToString(),
                }
            ),
        };
        form.Headers.Add("Cookie", $"__Host-{VisitorCookie.Name}={visitor}");
        AssertStatus(HttpStatusCode.SeeOther, await _app.Anonymous().SendAsync(form, Cancel));
    }

    private async Task<HttpResponseMessage> ClickAsync(
        string link,
        HttpMethod? method = null,
        string agent = Browser,
        Guid? cookie = null,
        bool optsOut = false
    )
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, link);
        if (optsOut)
        {
            request.Headers.Add("Sec-GPC", "1");
        }

        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"__Host-{VisitorCookie.Name}={cookie}");
        }

        return await _app.Anonymous().SendAsync(request, Cancel);
    }

    private async Task<Touchpoint> ClickOfAsync(Guid lead) =>
        (await _app.TouchpointsAsync(lead)).Single(touchpoint => touchpoint.Kind == TouchpointKinds.EmailClicked);

    private Task<int> EngagementAsync(Guid lead) =>
        _app.ReadAsync(db => db.LeadScores.Where(s => s.LeadId == lead).Select(s => s.Engagement).SingleAsync(Cancel));

    private static async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> isSo)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await read() is var now && isSo(now))
            {
                return now;
            }

            await Task.Delay(50, Cancel);
        }

        throw new TimeoutException("It did not become so.");
    }

    private static string Root(string html) =>
        new Uri(Link().Match(html).Groups[1].Value).GetLeftPart(UriPartial.Authority);

    private static List<string> Links(string html) =>
        [
            .. Link()
                .Matches(html)
                .Select(match => new Uri(WebUtility.HtmlDecode(match.Groups[1].Value)).PathAndQuery)
                .Distinct(),
        ];

    [GeneratedRegex("href=\"([^\"]*/m/[^\"]*)\"")]
    private static partial Regex Link();

    private sealed record SentMail(Guid Id, string Html, string Text);
}
