using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Tracking;

/// <summary>Whose what a browser did becomes, when somebody says in it who they are.</summary>
public sealed class StitchingTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Paper = "predictive-maintenance-costs";
    private const string Talk = "talk-to-sales";

    private readonly WebApp _app = demo.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_anonymous_past_of_a_browser_becomes_the_first_persons_and_counts_from_when_it_happened()
    {
        var (visitor, at) = (NewVisitor(), _app.Clock.GetUtcNow());
        await ViewAsync(visitor, "/pricing", new Source("google", "organic"));
        await ViewAsync(visitor, "/cases", source: null);
        _app.Clock.Advance(TimeSpan.FromDays(2));
        await PostAsync(visitor, "first@past.example");

        var lead = await _app.LeadAsync("first@past.example");
        var did = await _app.TouchpointsAsync(lead.Id);
        Assert.Equal(["/pricing", "/cases", "/offers/" + Paper], did.Select(touchpoint => touchpoint.Path));
        Assert.All(did, touchpoint => Assert.Equal(visitor, touchpoint.VisitorId));
        Assert.InRange(did[0].OccurredAt, at, at.AddHours(1));
        Assert.Equal(("google", "/pricing"), (lead.FirstTouch!.Source!.Name, lead.FirstTouch.LandingPage));
        Assert.Equal("google", lead.LastTouch!.Source!.Name);
    }

    [Fact]
    public async Task A_second_person_begins_with_their_own_form_and_never_inherits()
    {
        var visitor = NewVisitor();
        await ViewAsync(visitor, "/before", new Source("bing", "organic"));
        await PostAsync(visitor, "one@shared.example");
        await ViewAsync(visitor, "/between", source: null);
        await PostAsync(visitor, "two@shared.example");
        await ViewAsync(visitor, "/after", source: null);
        await PostAsync(visitor, "one@shared.example", Talk);
        await ViewAsync(visitor, "/back", source: null);

        var (one, two) = (await _app.LeadAsync("one@shared.example"), await _app.LeadAsync("two@shared.example"));
        Assert.Equal(
            ["/before", "/offers/" + Paper, "/between", "/offers/" + Talk, "/back"],
            (await _app.TouchpointsAsync(one.Id)).Select(touchpoint => touchpoint.Path)
        );
        Assert.Equal(
            ["/offers/" + Paper, "/after"],
            (await _app.TouchpointsAsync(two.Id)).Select(touchpoint => touchpoint.Path)
        );
        Assert.Null(two.FirstTouch!.Source);
    }

    [Fact]
    public async Task Of_many_who_post_from_one_browser_at_once_one_alone_gets_its_past()
    {
        for (var round = 0; round < 3; round++)
        {
            var visitor = NewVisitor();
            await ViewAsync(visitor, "/before", source: null);
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(n => PostAsync(visitor, $"racer{n}@race{round}.example"))
            );

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
            var did = await _app.ReadAsync(db =>
                db.Touchpoints.Where(touchpoint => touchpoint.VisitorId == visitor).ToListAsync(Cancel)
            );
            Assert.Equal(9, did.Count);
            Assert.Equal(8, did.Select(touchpoint => touchpoint.LeadId).Distinct().Count());
            Assert.DoesNotContain(did, touchpoint => touchpoint.LeadId is null);
        }
    }

    [Fact]
    public async Task A_form_without_the_cookie_or_with_a_refusal_is_of_no_browser()
    {
        await PostAsync("nonsense", "odd@cookie.example");
        await PostAsync(VisitorCookie.Refused, "refused@cookie.example");
        await PostAsync(NewVisitor().ToString(), "optout@cookie.example", optOut: true);

        foreach (var email in new[] { "odd@cookie.example", "refused@cookie.example", "optout@cookie.example" })
        {
            var lead = await _app.LeadAsync(email);
            Assert.Null(Assert.Single(await _app.TouchpointsAsync(lead.Id)).VisitorId);
        }
    }

    [Fact]
    public async Task A_confirmed_link_identifies_as_a_form_does()
    {
        var visitor = NewVisitor();
        await PostAsync((string?)null, "confirmed@link.example");
        var lead = await _app.LeadAsync("confirmed@link.example");
        await ViewAsync(visitor, "/seen", source: null);
        await _app
            .Services.GetRequiredService<CaptureTransaction>()
            .RunAsync(
                async (db, _, cancel) =>
                {
                    await KnownBrowser.IdentifyAsync(db, visitor, lead.Id, _app.Clock.GetUtcNow(), cancel);
                    return true;
                },
                Cancel
            );

        Assert.Contains(await _app.TouchpointsAsync(lead.Id), touchpoint => touchpoint.Path == "/seen");
    }

    private Guid NewVisitor() => Guid.CreateVersion7(_app.Clock.GetUtcNow());

    private async Task ViewAsync(Guid visitor, string path, Source? source)
    {
        var taken = await _app
            .Services.GetRequiredService<TouchpointIntake>()
            .TakeAsync(
                [
                    new()
                    {
                        Kind = TouchpointKinds.PageView,
                        VisitorId = visitor,
                        Path = path,
                        Source = source,
                    },
                ],
                Channel.Form,
                Cancel
            );
        Assert.Equal(1, taken.Accepted);
    }

    private Task<HttpResponseMessage> PostAsync(Guid visitor, string email, string slug = Paper) =>
        PostAsync(visitor.ToString(), email, slug);

    private async Task<HttpResponseMessage> PostAsync(
        string? cookie,
        string email,
        string slug = Paper,
        bool optOut = false
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/offers/" + slug)
        {
            Content = new FormUrlEncodedContent(
                (await CaptureSteps.OpenAsync(_app.Anonymous(), "/offers/" + slug)).Concat(
                    new Dictionary<string, string>
                    {
                        ["email"] = email,
                        ["first_name"] = "Mina",
                        ["last_name"] = "Weber",
                        ["company"] = "North Wire",
                        ["country"] = "DE",
                        ["message"] = "How?",
                    }
                )
            ),
        };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"__Host-{VisitorCookie.Name}={cookie}");
        }

        if (optOut)
        {
            request.Headers.Add("Sec-GPC", "1");
        }

        var answer = await _app.Anonymous().SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer;
    }
}
