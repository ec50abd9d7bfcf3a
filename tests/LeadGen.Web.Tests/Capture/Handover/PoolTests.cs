using System.Net;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Capture.Handover;

/// <summary>Codes and seats: each given once, to each once, and in the order in which they were asked for.</summary>
public sealed class PoolTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private PoolDesk Desk => _app.Services.GetRequiredService<PoolDesk>();

    [Fact]
    public async Task Two_hundred_at_once_want_a_hundred_codes()
    {
        var offer = await PoolAsync("rush", 100, "C");

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => AskAsync("rush", $"rush{i}@northwire.example")));

        // Who found all codes in other hands for a moment, of which one was let go, is served by the loop.
        await _app.Services.GetRequiredService<Pool>().FillAsync(offer, Cancel);
        var (items, handouts) = (await ItemsAsync(offer), await HandoutsAsync(offer));
        Assert.Equal(100, items.Count(item => item.LeadId is not null));
        Assert.Equal(100, items.Select(item => item.LeadId).Distinct().Count());
        Assert.Equal((200, 100), (handouts.Count, handouts.Count(handout => handout.GivenAt is null)));
        var codes = (await CodesMailedAsync("rush")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(items.Select(item => item.Code).Order(StringComparer.Ordinal), codes);

        var waiting = handouts.Where(handout => handout.GivenAt is null).ToList();
        var added = await Desk.AddAsync(offer, CodeList.Read(Lines("D", 40)), Cancel);
        Assert.Equal(new CodesAdded(40, 0, 40), added);
        var left = (await HandoutsAsync(offer)).Where(handout => handout.GivenAt is null).ToList();
        Assert.Equal(waiting.Skip(40).Select(handout => handout.LeadId), left.Select(handout => handout.LeadId));
        Assert.Equal(140, (await CodesMailedAsync("rush")).Distinct().Count());
    }

    [Fact]
    public async Task The_same_person_gets_the_same_code_on_the_page_and_by_mail_however_often_they_ask()
    {
        var offer = await PoolAsync("once-each", 5, "ONE");
        var first = await CodeAsync(await AskAsync("once-each", "twice@northwire.example"));
        var second = await CodeAsync(await AskAsync("once-each", "twice@northwire.example", "another company"));

        Assert.Equal("ONE-000", first);
        Assert.Equal(first, second);
        Assert.Equal(1, (await ItemsAsync(offer)).Count(item => item.LeadId is not null));
        Assert.Equal([first, first], await CodesMailedAsync("twice"));
    }

    [Fact]
    public async Task Where_there_is_none_left_that_is_said_and_nothing_is_mailed_until_there_is_one()
    {
        var offer = await PoolAsync("empty-one", 0, "E");
        var thanks = await AskAsync("empty-one", "waits@northwire.example");
        var page = await _visitor.PageAsync(thanks);
        Assert.Equal("You are on the list", page.QuerySelector("h1")!.TextContent);
        Assert.Contains(
            "waits@northwire.example",
            page.QuerySelector(".note-box")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Empty(await CodesMailedAsync("waits"));

        await AskAsync("empty-one", "waits@northwire.example", "once more");
        Assert.Equal(new CodesAdded(1, 1, 1), await Desk.AddAsync(offer, CodeList.Read("LATE\nLATE"), Cancel));
        Assert.Equal(["LATE"], await CodesMailedAsync("waits"));
        Assert.Equal("LATE", await CodeAsync(thanks));
        Assert.Equal(new CodesAdded(0, 1, 0), await Desk.AddAsync(offer, CodeList.Read("LATE"), Cancel));
    }

    [Fact]
    public async Task Where_no_seat_is_left_every_page_says_so_and_who_waits_is_not_registered_before_they_have_one()
    {
        var starts = _app.Clock.GetUtcNow().AddDays(10);
        var offer = await _app.PublishAsync(
            "last-seat",
            content =>
                content with
                {
                    Kind = OfferKind.Webinar,
                    Delivery = new Delivery(StartsAt: starts, Url: "https://meet.example/1", Seats: 1),
                }
        );
        Assert.Equal(("Save your seat", "Your seat is saved.", "Get it"), await SaidAsync());
        await AskAsync("last-seat", "first@registered.example");
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(
            (
                "Join the waiting list",
                "None is left: you join the waiting list.",
                "None is left; join the waiting list"
            ),
            await SaidAsync()
        );
        await AskAsync("last-seat", "second@registered.example");
        Assert.Equal((1, 0), (await RegisteredAsync("first"), await RegisteredAsync("second")));

        var desk = _app.Services.GetRequiredService<DeliveryDesk>();
        var now = await _app.ReadAsync(db => db.Offers.AsNoTracking().SingleAsync(o => o.Id == offer.Id, Cancel));
        await desk.SaveAsync(offer.Id, now.Version, now.Delivery with { Seats = 3 }, Cancel);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));
        await AskAsync("last-seat", "first@registered.example", "once more");
        Assert.Equal((1, 1), (await RegisteredAsync("first"), await RegisteredAsync("second")));
        Assert.Equal(("Save your seat", "Your seat is saved.", "Get it"), await SaidAsync());

        async Task<(string, string, string)> SaidAsync()
        {
            var page = await _visitor.PageAsync("/offers/last-seat");
            var heading = page.QuerySelector("#form h2")!.TextContent;
            var script = await _visitor.GetStringAsync("/embed/last-seat.js", Cancel);
            Assert.Contains(heading, script, StringComparison.Ordinal);
            var about = page.QuerySelector("[name=next_step][value=content]")!.GetAttribute("aria-describedby")!;
            var hint = page.GetElementById(about)!.TextContent;
            Assert.EndsWith(" By itself this brings no call.", hint, StringComparison.Ordinal);
            var card = (await _visitor.PageAsync("/"))
                .QuerySelector("a[href='/offers/last-seat']")!
                .Closest("article")!;
            var before = hint[..hint.IndexOf(" By itself", StringComparison.Ordinal)];
            return (heading, before, card.QuerySelector(".go")!.TextContent);
        }

        async Task<int> RegisteredAsync(string who)
        {
            var lead = await _app.LeadAsync(who + "@registered.example");
            return (await _app.TouchpointsAsync(lead.Id)).Count(one => one.Kind == TouchpointKinds.WebinarRegistered);
        }
    }

    [Fact]
    public async Task A_seat_too_many_is_not_promised_and_a_new_one_goes_to_who_came_first()
    {
        var starts = _app.Clock.GetUtcNow().AddDays(10);
        var offer = await _app.PublishAsync(
            "two-seats",
            content =>
                content with
                {
                    Kind = OfferKind.Event,
                    Delivery = new Delivery(StartsAt: starts, Seats: 2, Coupon: new Coupon("SEATED")),
                }
        );
        var pages = new List<string>();
        foreach (var who in new[] { "seat1", "seat2", "seat3", "seat4" })
        {
            var page = await _visitor.PageAsync(await AskAsync("two-seats", who + "@northwire.example"));
            pages.Add(
                $"{page.QuerySelector("h1")!.TextContent} {page.QuerySelector(".shown-once code")?.TextContent}".Trim()
            );
        }

        Assert.Equal(
            ["Your seat is saved SEATED", "Your seat is saved SEATED", "You are on the list", "You are on the list"],
            pages
        );
        var desk = _app.Services.GetRequiredService<DeliveryDesk>();
        var now = await _app.ReadAsync(db => db.Offers.AsNoTracking().SingleAsync(o => o.Id == offer.Id, Cancel));
        var three = now.Delivery with { Seats = 3 };
        Assert.Equal(DeliverySaved.MovedOn, await desk.SaveAsync(offer.Id, now.Version - 1, three, Cancel));
        Assert.Equal(DeliverySaved.Done, await desk.SaveAsync(offer.Id, now.Version, three, Cancel));

        Assert.Single(await ToAsync("seat3@northwire.example"));
        Assert.Empty(await ToAsync("seat4@northwire.example"));
        var open = now.Delivery with { Seats = null };
        Assert.Equal(DeliverySaved.Done, await desk.SaveAsync(offer.Id, now.Version + 1, open, Cancel));
        Assert.Single(await ToAsync("seat4@northwire.example"));
    }

    [Fact]
    public async Task Who_registered_before_seats_were_limited_has_one()
    {
        var offer = await _app.PublishAsync(
            "limited-later",
            content =>
                content with
                {
                    Kind = OfferKind.Webinar,
                    Delivery = new Delivery(StartsAt: _app.Clock.GetUtcNow().AddDays(3)),
                }
        );
        await AskAsync("limited-later", "early1@northwire.example");
        await AskAsync("limited-later", "early2@northwire.example");
        var desk = _app.Services.GetRequiredService<DeliveryDesk>();
        await desk.SaveAsync(offer.Id, offer.Version, offer.Delivery with { Seats = 3 }, Cancel);
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        var count = await _app.ReadAsync(async db =>
            await Desk.CountAsync(db, await db.Offers.SingleAsync(o => o.Id == offer.Id, Cancel), Cancel)
        );
        Assert.Equal(new PoolCount(Free: 1, Given: 2, Waiting: 0), count);
    }

    [Fact]
    public async Task Marketing_is_told_once_as_codes_get_few_and_once_when_there_are_none()
    {
        var marketer = await _app.AddStaffAsync(Roles.Marketer);
        var rep = await _app.AddStaffAsync(Roles.SalesRep);
        var offer = await PoolAsync("runs-out", 3, "R", warnBelow: 3);
        Assert.Empty(await LookAsync());
        await AskAsync("runs-out", "out1@northwire.example");
        Assert.Equal([NotificationKind.CodesLow], await LookAsync());
        await AskAsync("runs-out", "out2@northwire.example");
        await AskAsync("runs-out", "out3@northwire.example");
        Assert.Equal([NotificationKind.CodesLow, NotificationKind.CodesEmpty], await LookAsync());
        Assert.Equal(2, (await LookAsync()).Count);

        var page = await Browsing.OpenAsync(await _app.SignInAsync(marketer), "/notifications");
        Assert.Contains(offer.Title, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/marketing/offers/{offer.Id}/delivery/codes']"));
        Assert.Equal(
            0,
            await _app.ReadAsync(db => db.Set<Notification>().CountAsync(n => n.StaffId == rep.Id, Cancel))
        );

        async Task<List<NotificationKind>> LookAsync()
        {
            await using var scope = _app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<PoolAlarm>().LookAsync(offer, Cancel);
            return await _app.ReadAsync(db =>
                db.Set<Notification>()
                    .Where(n => n.StaffId == marketer.Id && n.OfferId == offer.Id)
                    .OrderBy(n => n.At)
                    .Select(n => n.Kind)
                    .ToListAsync(Cancel)
            );
        }
    }

    private async Task<Offer> PoolAsync(string slug, int codes, string prefix, int warnBelow = 0)
    {
        var offer = await _app.PublishAsync(
            slug,
            content =>
                content with
                {
                    Kind = OfferKind.Coupon,
                    Delivery = new Delivery(Coupon: new Coupon(WarnBelow: warnBelow)),
                }
        );
        await Desk.AddAsync(offer, CodeList.Read(Lines(prefix, codes)), Cancel);
        return offer;
    }

    private static string Lines(string prefix, int count) =>
        string.Join('\n', Enumerable.Range(0, count).Select(i => $"{prefix}-{i:000}"));

    private async Task<string> AskAsync(string slug, string email, string company = "North Wire")
    {
        var form = await _visitor.OpenAsync("/offers/" + slug);
        using var answer = await _visitor.FillAsync(
            slug,
            form.Append(KeyValuePair.Create("email", email)).Append(KeyValuePair.Create("company", company))
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<string> CodeAsync(string thanks) =>
        (await _visitor.PageAsync(thanks)).QuerySelector(".shown-once code")!.TextContent;

    private Task<List<PoolItem>> ItemsAsync(Offer offer) =>
        _app.ReadAsync(db => db.Set<PoolItem>().Where(item => item.OfferId == offer.Id).ToListAsync(Cancel));

    private Task<List<Handout>> HandoutsAsync(Offer offer) =>
        _app.ReadAsync(db =>
            db.Set<Handout>()
                .Where(handout => handout.OfferId == offer.Id)
                .OrderBy(handout => handout.AskedAt)
                .ThenBy(handout => handout.LeadId)
                .ToListAsync(Cancel)
        );

    private async Task<List<OutgoingMail>> ToAsync(string email) =>
        [.. (await _app.MailsAsync()).Where(mail => mail.ToAddress == email)];

    private async Task<List<string>> CodesMailedAsync(string prefix) =>
        [
            .. (await _app.MailsAsync())
                .Where(mail => mail.ToAddress.StartsWith(prefix, StringComparison.Ordinal))
                .Select(mail => JsonColumn.Read<DeliveryMail>(mail.Data).Code!),
        ];
}
