using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Calls;
using LeadGen.Web.Data;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.Pages.Marketing.Offers.OfferSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing.Offers;

public sealed class CallsPageTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Browser =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    private readonly WebApp _app = demo.App;

    [Fact]
    public async Task From_the_call_over_the_page_to_the_form_each_step_is_counted()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var guide = await _app.PublishAsync("chain-guide");
        var other = await _app.PublishAsync("chain-other", content => content with { Title = "Another" });
        var call = await MakeCallAsync(marketer, guide.Id, "At the end", "Read <this> too", "button");
        await StandAsync(marketer, other.Id, call);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        var visitor = Visitor();
        for (var i = 0; i < 4; i++)
        {
            var page = await visitor.OpenAsync("/offers/chain-other");
            Assert.Equal("Read <this> too", page.QuerySelector($"a[href='{call.Path}']")!.TextContent);
        }

        var clicked = await visitor.GetAsync(call.Path + "?utm_source=news&next=https%3A%2F%2Fevil.example", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, clicked.StatusCode);
        var landing = clicked.Headers.Location!.OriginalString;
        Assert.Equal($"/offers/chain-guide?utm_source=news&cta={call.Id:N}", landing);
        Assert.True(clicked.Headers.CacheControl!.NoStore);
        Assert.False(clicked.Headers.Contains("Set-Cookie"));
        var fields = await CaptureSteps.OpenAsync(visitor, landing);
        fields["email"] = "chain@call.example";
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.FillAsync("chain-guide", fields)).StatusCode);

        await StoreAsync();
        var tab = await marketer.OpenAsync($"{List}/{guide.Id}/ctas");
        Assert.Equal(["4", "1 25 % of those seen", "1", "1 100 % of the views"], Tiles(tab));
        Assert.Equal(
            ["Button", "4 seen", "1 clicked, 25 %", "1 sent, 100 %"],
            tab.QuerySelectorAll("tbody td").Select(cell => cell.Reads())
        );
        Assert.Equal(
            ["4", "1 25 % of those seen", "1", "1 100 % of the views"],
            Tiles(await marketer.OpenAsync($"{List}/{guide.Id}"))
        );
        var listed = await marketer.OpenAsync($"{List}?q=chain-guide");
        Assert.Equal(["1 views", "1 forms"], listed.QuerySelectorAll("td.num").Select(cell => cell.Reads()));

        var lead = await _app.LeadAsync("chain@call.example");
        var form = Assert.Single(await _app.TouchpointsAsync(lead.Id));
        Assert.Equal(call.Id.ToString("N"), form.Properties["cta"]);
        Assert.Equal("news", form.Source!.Name);
    }

    [Theory]
    [InlineData("utm_source=news&utm_medium=email&utm_campaign=May&secret=1", "news", "May", null)]
    [InlineData("gclid=Abc-1", "google", null, "gclid=Abc-1")]
    [InlineData("from=https%3A%2F%2Fwww.google.com%2F", "google", null, null)]
    public async Task The_campaign_of_the_page_with_the_call_is_the_campaign_of_the_form(
        string query,
        string source,
        string? campaign,
        string? click
    )
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var key = query[..4].TrimEnd('_', '=');
        var guide = await _app.PublishAsync("carry-guide-" + key);
        var place = await _app.PublishAsync("carry-place-" + key);
        var call = await MakeCallAsync(marketer, guide.Id, "Carried " + key, "Read this too", "button");
        await StandAsync(marketer, place.Id, call);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        var visitor = Visitor();
        var before = $"/offers/{place.Slug}?{query}";
        var link = (await visitor.OpenAsync(before)).QuerySelector($"a[href='{call.Path}']")!.GetAttribute("href")!;
        var landing = (await FromAsync(visitor, before, link)).Headers.Location!.OriginalString;
        Assert.EndsWith($"cta={call.Id:N}", landing, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", landing, StringComparison.Ordinal);
        // A browser tells the page with the link, not the step between.
        var fields = CaptureSteps.Hidden(await CaptureSteps.PageAsync(await FromAsync(visitor, before, landing)));
        fields["email"] = key + "@carried.example";
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.FillAsync(guide.Slug, fields)).StatusCode);

        var touch = (await _app.LeadAsync(key + "@carried.example")).FirstTouch!.Source!;
        Assert.Equal((source, campaign, click), (touch.Name, touch.Campaign, touch.ClickId));
    }

    [Fact]
    public async Task Only_people_are_counted_and_counting_sets_no_cookie()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("people");
        var call = await MakeCallAsync(marketer, offer.Id, "People", "Go", "bar");
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        var seen = await Visitor().GetAsync(call.Path + "/seen", Cancel);
        Assert.Equal("image/gif", seen.Content.Headers.ContentType!.MediaType);
        Assert.True(seen.Headers.CacheControl!.NoStore);
        Assert.False(seen.Headers.Contains("Set-Cookie"));
        foreach (var machine in new[] { "Googlebot/2.1 (+http://www.google.com/bot.html)", "curl/8.5.0", null })
        {
            var robot = Visitor(machine);
            await robot.GetAsync(call.Path + "/seen", Cancel);
            await robot.GetAsync(call.Path, Cancel);
            await robot.GetAsync("/offers/people", Cancel);
        }

        using var ahead = new HttpRequestMessage(HttpMethod.Get, call.Path);
        ahead.Headers.Add("Sec-Purpose", "prefetch");
        await Visitor().SendAsync(ahead, Cancel);
        await Visitor().SendAsync(new HttpRequestMessage(HttpMethod.Head, call.Path), Cancel);
        await StoreAsync();

        var day = await _app.ReadAsync(db => db.CallDays.SingleAsync(d => d.CallId == call.Id, Cancel));
        Assert.Equal((1, 0), (day.Seen, day.Clicked));
        Assert.False(await _app.ReadAsync(db => db.LandingDays.AnyAsync(d => d.OfferId == offer.Id, Cancel)));
    }

    [Fact]
    public async Task Counts_of_several_rounds_and_days_add_up_and_a_round_that_fails_loses_none()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("rounds");
        var call = await MakeCallAsync(marketer, offer.Id, "Rounds", "Go", "button");
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        var visitor = Visitor();
        await visitor.GetAsync(call.Path, Cancel);
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Counts.StoreAsync(stopped.Token));
        await visitor.GetAsync(call.Path, Cancel);
        await StoreAsync();
        await visitor.GetAsync(call.Path, Cancel);
        await StoreAsync();
        Assert.Equal(0, await Counts.StoreAsync(Cancel));

        Assert.Equal(
            3,
            await _app.ReadAsync(db => db.CallDays.Where(d => d.CallId == call.Id).SumAsync(d => d.Clicked, Cancel))
        );
    }

    [Fact]
    public async Task A_call_to_an_offer_that_is_not_open_leads_to_all_offers_and_stands_on_no_page()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("open-for-now");
        var place = await _app.PublishAsync("the-place");
        var call = await MakeCallAsync(marketer, offer.Id, "Until it closes", "Go", "bar");
        await StandAsync(marketer, place.Id, call);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        var visitor = Visitor();
        var bar = (await visitor.OpenAsync("/offers/the-place")).QuerySelector($"a[href='{call.Path}']")!;
        Assert.Equal("Get it", bar.TextContent);

        var shut = (await marketer.OpenAsync($"{List}/{offer.Id}/publish")).QuerySelector("button.danger");
        await marketer.FollowAsync(await marketer.PressAsync($"{List}/{offer.Id}/publish?handler=Close", shut));
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("/", (await visitor.GetAsync(call.Path, Cancel)).Headers.Location!.OriginalString);
        Assert.Null((await visitor.OpenAsync("/offers/the-place")).QuerySelector($"a[href='{call.Path}']"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await visitor.GetAsync($"/c/{Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}", Cancel)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await visitor.GetAsync($"/c/{Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}/seen", Cancel)).StatusCode
        );
    }

    [Fact]
    public async Task A_link_in_the_text_is_a_button_that_counts_too()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("linked");
        var call = await MakeCallAsync(marketer, offer.Id, "In a text", "Go on", "button");
        var edit = await marketer.OpenAsync($"{List}/{offer.Id}/cta/{call.Id}");
        var markdown = Value(edit, "markdown");
        await _app.PublishAsync("linking", content => content with { Body = "Before\n\n" + markdown });
        Assert.Contains($"{call.Path}\" rel=\"nofollow\"", Text(edit, "snippet"), StringComparison.Ordinal);
        Assert.Contains($"{call.Path}/seen\"", Text(edit, "snippet"), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", Text(edit, "snippet"), StringComparison.Ordinal);

        var link = (await Visitor().OpenAsync("/offers/linking")).QuerySelector(".pitch a")!;
        Assert.Equal(("button", "Go on", call.Path), (link.ClassName, link.TextContent, link.GetAttribute("href")));
        await StoreAsync();
        Assert.Equal(
            1,
            await _app.ReadAsync(db => db.CallDays.Where(d => d.CallId == call.Id).SumAsync(d => d.Seen, Cancel))
        );
    }

    [Fact]
    public async Task A_call_is_changed_and_of_two_who_change_it_at_once_the_second_is_told()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("edited");
        var call = await MakeCallAsync(marketer, offer.Id, "Edited", "Go", "button");
        var path = $"{List}/{offer.Id}/cta/{call.Id}";
        var seen = await marketer.OpenAsync(path);
        var wrong = await marketer.SubmitAsync(path, null, ("text", ""));
        Assert.NotNull((await wrong.PageAsync()).QuerySelector("#text-error"));
        await marketer.FollowAsync(await marketer.SubmitAsync(path, null, ("text", "Go now"), ("style", "quiet")));

        var late = await marketer.PressAsync(path, seen.QuerySelector("form .button.primary"), ("text", "Go later"));
        var told = await late.PageAsync();
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Go now", told.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await marketer.FollowAsync(await marketer.PressAsync(path, told.QuerySelector("form .button.primary")));
        Assert.Equal("Go later", (await CallAsync("Edited")).Text);
    }

    [Fact]
    public async Task No_more_calls_stand_on_a_page_than_it_has_room_for()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var offer = await _app.PublishAsync("many-calls");
        var place = await _app.PublishAsync("one-place");
        var calls = Enumerable
            .Range(1, OfferPage.CallsMax + 1)
            .Select(i =>
                CallToAction.Create(
                    new($"No {i}", CallShape.Button, CallStyle.Quiet, "Go", offer.Id),
                    _app.Clock.GetUtcNow()
                )
            )
            .ToList();
        await _app.SaveAsync(db => db.CallsToAction.AddRange(calls));

        var refused = await marketer.SubmitAsync(
            $"{List}/{place.Id}/ctas",
            null,
            [.. calls.Select(call => ("calls", call.Id.ToString("N")))]
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull((await refused.PageAsync()).QuerySelector("#calls-error"));
    }

    private VisitCounts Counts => _app.Services.GetRequiredService<VisitCounts>();

    private Task<int> StoreAsync() => Counts.StoreAsync(Cancel);

    private HttpClient Visitor(string? agent = Browser)
    {
        var visitor = _app.Anonymous();
        visitor.DefaultRequestHeaders.Remove("User-Agent");
        if (agent is not null)
        {
            visitor.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        }

        return visitor;
    }

    /// <summary>As a browser follows a link on a page of ours.</summary>
    private static Task<HttpResponseMessage> FromAsync(HttpClient visitor, string page, string link)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.Referrer = new Uri(visitor.BaseAddress!, page);
        return visitor.SendAsync(request, Cancel);
    }

    private async Task<CallToAction> MakeCallAsync(
        HttpClient marketer,
        Guid offer,
        string name,
        string text,
        string shape
    )
    {
        await marketer.FollowAsync(
            await marketer.SubmitAsync($"{List}/{offer}/cta", null, ("name", name), ("text", text), ("shape", shape))
        );
        return await CallAsync(name);
    }

    private Task<CallToAction> CallAsync(string name) =>
        _app.ReadAsync(db => db.CallsToAction.AsNoTracking().SingleAsync(call => call.Name == name, Cancel));

    private static async Task StandAsync(HttpClient marketer, Guid offer, CallToAction call) =>
        await marketer.FollowAsync(
            await marketer.SubmitAsync($"{List}/{offer}/ctas", null, ("calls", call.Id.ToString("N")))
        );

    private static IEnumerable<string> Tiles(IHtmlDocument page) =>
        page.QuerySelectorAll(".stat")
            .Select(tile => string.Join(' ', tile.Children.Skip(1).Select(part => part.Reads())));

    private static string Text(IHtmlDocument page, string field) =>
        page.QuerySelector<IHtmlTextAreaElement>("#" + field)!.Value;
}
