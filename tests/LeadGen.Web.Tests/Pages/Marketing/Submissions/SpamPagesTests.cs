using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Pages.Marketing.Submissions;

/// <summary>What marketing does with what was held, and how an administrator says what is.</summary>
public sealed class SpamPagesTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string List = "/marketing/submissions";
    private const string Rules = "/admin/spam";

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_that_are_ticked_are_released_or_deleted_and_what_is_decided_stays_so()
    {
        var offer = await _app.PublishAsync("bulk");
        foreach (var n in Enumerable.Range(0, 4))
        {
            await SendAsync(offer.Slug, $"bulk{n}@spam.example");
        }

        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var path = $"{List}?offer={offer.Id}";
        var page = await Browsing.OpenAsync(marketer, path);
        Assert.Equal("Quarantined (4)", page.QuerySelector(".tabs [aria-current]")!.TextContent);
        var ids = page.QuerySelectorAll<IHtmlInputElement>("input[name=pick]").Select(pick => pick.Value).ToList();
        Assert.Contains("hidden field filled", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

        page = await marketer.FollowAsync(await PressAsync(page, "release", ids[0], ids[1]));
        Assert.StartsWith("2 forms released", page.Flash(), StringComparison.Ordinal);
        var again = await Browsing.OpenAsync(marketer, path);
        Assert.Equal(2, again.QuerySelectorAll("tbody tr").Length);
        page = await marketer.FollowAsync(await PressAsync(again, "delete", ids[1], ids[2]));
        Assert.Equal("One form deleted as spam. One was decided by somebody else before.", page.Flash());
        page = await marketer.FollowAsync(await PressAsync(again, "delete"));
        Assert.StartsWith("Tick the forms first", page.Flash(), StringComparison.Ordinal);

        page = await Browsing.OpenAsync(marketer, path + "&state=released");
        string[] tabs = [.. page.QuerySelectorAll(".tabs a").Select(tab => tab.TextContent)];
        Assert.Equal(["Quarantined (1)", "Accepted (0)", "Released (2)", "Deleted as spam (1)"], tabs);
        page = await Browsing.OpenAsync(marketer, $"{List}/{ids[2]}");
        Assert.Contains("has been deleted", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("spam.example", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        Task<HttpResponseMessage> PressAsync(IHtmlDocument from, string verb, params string[] picks) =>
            marketer.PressAsync(
                List,
                from.QuerySelector($"button[value={verb}]"),
                [.. picks.Select(pick => ("pick", pick))]
            );
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page_and_shows_each_once()
    {
        var offer = await _app.PublishAsync("paged");
        var now = _app.Clock.GetUtcNow();
        await _app.SaveAsync(db =>
            db.Submissions.AddRange(
                Enumerable
                    .Range(0, 120)
                    .Select(n => new Submission
                    {
                        Id = Guid.CreateVersion7(now.AddSeconds(n)),
                        OfferId = offer.Id,
                        ReceivedAt = now.AddSeconds(n),
                        Fields = new Dictionary<string, string> { ["email"] = $"page{n}@spam.example" },
                        ContentHash = "",
                        State = SubmissionState.Quarantined,
                    })
            )
        );
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var seen = new List<string>();
        for (var path = $"{List}?offer={offer.Id}"; path is not null; )
        {
            var page = await Browsing.OpenAsync(marketer, path);
            seen.AddRange(page.QuerySelectorAll("tbody th .small").Select(email => email.TextContent));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(n => $"page{n}@spam.example"), seen);
    }

    [Fact]
    public async Task Who_was_released_with_never_again_is_not_held_again()
    {
        var offer = await _app.PublishAsync("allowed");
        await SendAsync(offer.Slug, "friend@allowed.example");
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var page = await Browsing.OpenAsync(marketer, $"{List}?offer={offer.Id}");
        var one = page.QuerySelector("tbody th a")!.GetAttribute("href")!;
        page = await Browsing.OpenAsync(marketer, one);
        var release = page.QuerySelectorAll("button").Single(button => button.TextContent == "No, release it");
        page = await marketer.FollowAsync(await marketer.PressAsync(one, release, ("allow", "true")));
        Assert.StartsWith("Released", page.Flash(), StringComparison.Ordinal);
        _app.Clock.Advance(TimeSpan.FromMinutes(20));

        await SendAsync(offer.Slug, "friend@allowed.example");
        Assert.Equal(2, await _app.SubmissionsAsync((await _app.LeadAsync("friend@allowed.example")).Id));
    }

    [Fact]
    public async Task Points_and_lists_of_an_administrator_hold_at_once_and_wrong_ones_are_refused()
    {
        var offer = await _app.PublishAsync("tuned");
        using var admin = await _app.SignedInAsync(Roles.Admin);
        var page = await Browsing.OpenAsync(admin, Rules);
        var refused = await admin.PressAsync(Rules, Button(page, "Save the points"), ("threshold", "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(
            "#threshold",
            (await Browsing.PageAsync(refused)).QuerySelector(".error-summary a")!.GetAttribute("href")
        );

        page = await admin.FollowAsync(
            await admin.PressAsync(Rules, Button(page, "Save the points"), ("weight.disposable_email", "120"))
        );
        Assert.StartsWith("Saved", page.Flash(), StringComparison.Ordinal);
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent(
                    page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value
                ),
                "__RequestVerificationToken"
            },
            {
                new StringContent("# ours\nthrown.example\n\nnot a domain\nTHROWN.example\r\nbücher.example\n"),
                "list",
                "list.txt"
            },
        };
        page = await admin.FollowAsync(await admin.PostAsync(Rules + "?handler=list", form, Cancel));
        Assert.Equal("The list has 2 domains from now on.", page.Flash());
        var list = await admin.GetStringAsync(Rules + "?handler=list", Cancel);
        Assert.Equal("thrown.example\nxn--bcher-kva.example\n", list);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        await SendAsync(offer.Slug, "a@below.thrown.example", isTrapped: false);
        await SendAsync(offer.Slug, "a@mailinator.com", isTrapped: false);
        Assert.False(await IsKnownAsync("a@below.thrown.example"));
        Assert.True(await IsKnownAsync("a@mailinator.com"));

        refused = await admin.PressAsync(Rules, Button(page, "Save the list"), ("allowed", "not an address @"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        page = await admin.FollowAsync(
            await admin.PressAsync(
                Rules,
                Button(page, "Save the list"),
                ("allowed", "below.thrown.example\nMina@Example.com")
            )
        );
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        await SendAsync(offer.Slug, "b@below.thrown.example", isTrapped: false);
        Assert.True(await IsKnownAsync("b@below.thrown.example"));
        // Whoever throws the address away is of no company either.
        Assert.Null((await _app.LeadAsync("b@below.thrown.example")).AccountId);
        await admin.PressAsync(Rules, Button(page, "Take the list that ships with the app"));
        page = await Browsing.OpenAsync(admin, Rules);
        Assert.Contains(
            $"{EmailKinds.Disposable.Count} domains",
            page.QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_writes_from_a_free_domain_that_an_administrator_names_is_of_no_company()
    {
        var offer = await _app.PublishAsync("free-domains");
        await SendAsync(offer.Slug, "a@town.example", isTrapped: false);
        Assert.NotNull((await _app.LeadAsync("a@town.example")).AccountId);
        using var admin = await _app.SignedInAsync(Roles.Admin);
        var page = await Browsing.OpenAsync(admin, Rules);
        var refused = await admin.PressAsync(Rules, Button(page, "Save the domains"), ("free", "not a domain"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(
            "#free",
            (await Browsing.PageAsync(refused)).QuerySelector(".error-summary a")!.GetAttribute("href")
        );

        page = await admin.FollowAsync(
            await admin.PressAsync(
                Rules,
                Button(page, "Save the domains"),
                ("free", "# ours\nTOWN.example\nvillage.example")
            )
        );
        Assert.StartsWith("Saved", page.Flash(), StringComparison.Ordinal);
        Assert.Equal("town.example\nvillage.example", page.QuerySelector("#free")!.TextContent.Trim());
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        foreach (var email in new[] { "b@town.example", "b@mail.village.example" })
        {
            await SendAsync(offer.Slug, email, isTrapped: false);
            Assert.Null((await _app.LeadAsync(email)).AccountId);
        }

        Assert.False(await _app.ReadAsync(db => db.Accounts.AnyAsync(a => a.Domain == "village.example", Cancel)));
    }

    [Fact]
    public async Task Refused_posts_leave_a_count_and_nothing_else()
    {
        var offer = await _app.PublishAsync("refused");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await _visitor.FillAsync(offer.Slug, ("email", "no-address"));
        }

        await _visitor.PostAsync(
            "/offers/" + offer.Slug,
            new StringContent(new string('x', 70_000), null, "application/x-www-form-urlencoded"),
            Cancel
        );
        var counts = _app.Services.GetRequiredService<RefusedForms>();
        await _app.ReadAsync(async db =>
        {
            await counts.FlushAsync(db, Cancel);
            await counts.FlushAsync(db, Cancel);
            return 0;
        });

        var kept = await _app.ReadAsync(db => RefusedForms.SinceAsync(db, offer.Id, DateTimeOffset.UnixEpoch, Cancel));
        Assert.Equal(new Dictionary<int, long> { [422] = 3, [413] = 1 }, kept);
        Assert.False(await _app.ReadAsync(db => db.Submissions.AnyAsync(s => s.OfferId == offer.Id, Cancel)));
    }

    private static IElement Button(IHtmlDocument page, string text) =>
        page.QuerySelectorAll("button").Single(button => button.TextContent == text);

    private Task<bool> IsKnownAsync(string email) =>
        _app.ReadAsync(db => db.LeadIdentities.AnyAsync(identity => identity.Email == email, Cancel));

    private async Task SendAsync(string offer, string email, bool isTrapped = true)
    {
        var answer = await _visitor.FillAsync(
            offer,
            (LeadFields.Email, email),
            (LeadFields.Company, "North Wire"),
            (SpamTrap.Field, isTrapped ? "x" : "")
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }
}
