using System.Net;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Leads;

public sealed class ConversationPageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string New = "/leads/conversation";

    [Fact]
    public async Task A_call_in_which_intent_was_stated_goes_to_sales_with_what_was_said()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync(score: 0);
        var path = $"/leads/{lead.Id}/conversation";
        Assert.NotNull((await rep.OpenAsync($"/leads/{lead.Id}")).QuerySelector($"a[href='{path}']"));

        var page = await rep.FollowAsync(
            await RecordAsync(
                rep,
                path,
                ("direction", "outbound"),
                ("intent", "stated"),
                ("summary", "Wants\nten of them")
            )
        );

        Assert.StartsWith("Recorded. It goes to sales", page.Flash(), StringComparison.Ordinal);
        await app.DoneAsync();
        var handoff = await app.DbAsync(db => db.Handoffs.AsNoTracking().SingleAsync(h => h.LeadId == lead.Id, Cancel));
        Assert.Equal((QualificationKind.Cql, "Wants\nten of them"), (handoff.Kind, handoff.Dossier.Question));
        Assert.StartsWith("Stated intent on the phone", handoff.Dossier.Why, StringComparison.Ordinal);
        var move = Assert.Single(await app.MovesAsync(lead.Id));
        Assert.Equal((Stage.Cql, MoveCause.Person, "SalesRep"), (move.To, move.Cause, move.Actor));
        var timeline = (await rep.OpenAsync($"/leads/{lead.Id}")).QuerySelector("#timeline").Reads();
        Assert.Contains(
            "Phone call: wants to buy Wants ten of them outreach / call · by SalesRep · direction: outbound",
            timeline,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Somebody_unknown_becomes_a_lead_and_a_double_click_records_once()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var page = await marketer.OpenAsync(New);
        (string, string)[] filled =
        [
            ("email", "called@conversation.example"),
            ("first_name", "Cora"),
            ("company", "Call & Co"),
            ("kind", "chat_message"),
            ("at", "2026-03-31T14:00"),
            ("summary", "A first word"),
        ];
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => marketer.PressAsync(New, page.QuerySelector("main form button"), filled))
        );

        var lead = Assert.Single(answers.Select(answer => answer.Headers.Location!.OriginalString).Distinct());
        Assert.Equal("Cora", (await marketer.OpenAsync(lead)).QuerySelector("h1").Reads());
        var id = Guid.Parse(lead.Split('/')[^1]);
        var told = await app.DbAsync(db => db.Touchpoints.AsNoTracking().SingleAsync(t => t.LeadId == id, Cancel));
        Assert.Equal(
            (TouchpointKinds.ChatMessage, Channel.Chat, new DateTimeOffset(2026, 3, 31, 14, 0, 0, TimeSpan.Zero)),
            (told.Kind, told.Channel, told.OccurredAt)
        );
        Assert.Equal(
            (Channel.Chat, "Call & Co"),
            ((await app.LeadNowAsync(id)).Channel, (await app.LeadNowAsync(id))["company"])
        );
    }

    [Fact]
    public async Task Whom_we_went_to_has_outreach_as_their_source_and_who_came_by_themselves_has_none()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        (string, string)[] called = [("direction", "outbound"), ("campaign", "Fair list 2027"), ("summary", "Called")];
        await rep.FollowAsync(await RecordAsync(rep, New, [("email", "fair@outreach.example"), .. called]));
        await rep.FollowAsync(
            await RecordAsync(rep, New, ("email", "came@outreach.example"), ("direction", "inbound"), ("campaign", "x"))
        );
        var known = await app.LeadAsync(score: 0);
        await rep.FollowAsync(await RecordAsync(rep, $"/leads/{known.Id}/conversation", called));

        var source = new Source("outreach", "call", "Fair list 2027");
        Assert.Equal(source, (await NamedAsync("fair@outreach.example")).FirstTouch?.Source);
        Assert.Equal(Direction.Outbound, ChannelRules.Decide(source).Direction);
        Assert.Null((await NamedAsync("came@outreach.example")).FirstTouch?.Source);
        Assert.Equal(source, (await app.LeadNowAsync(known.Id)).LastTouch?.Source);
        var told = await app.DbAsync(db =>
            db.Touchpoints.AsNoTracking().SingleAsync(t => t.LeadId == known.Id, Cancel)
        );
        Assert.Equal(source, told.Source);

        Task<Domain.Leads.Lead> NamedAsync(string email) =>
            app.DbAsync(db => db.Leads.AsNoTracking().SingleAsync(lead => lead.Email == email, Cancel));
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_what_was_typed_is_kept()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        using var answer = await RecordAsync(
            rep,
            New,
            ("email", "ada@"),
            ("kind", "page_view"),
            ("direction", ""),
            ("at", "yesterday"),
            ("intent", "perhaps"),
            ("summary", new string('x', 2001))
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Equal(
            ["#email", "#kind", "#direction", "#at", "#summary", "#intent"],
            page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal("ada@", ((IHtmlInputElement)page.QuerySelector("#email")!).Value);
    }

    [Theory]
    [InlineData("2199-01-01T00:00", "none", "", "at")]
    [InlineData("1969-12-31T23:59", "none", "", "at")]
    [InlineData("2026-03-31T14:00", "stated", "", "summary")]
    public async Task What_cannot_be_is_refused(string at, string intent, string summary, string field)
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        using var answer = await RecordAsync(
            rep,
            $"/leads/{lead.Id}/conversation",
            ("at", at),
            ("intent", intent),
            ("summary", summary)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            "#" + field,
            Assert.Single((await answer.PageAsync()).QuerySelectorAll(".error-summary a")).GetAttribute("href")
        );
        Assert.False(await app.DbAsync(db => db.Touchpoints.AnyAsync(t => t.LeadId == lead.Id, Cancel)));
    }

    [Fact]
    public async Task Service_reps_record_no_conversation_and_nobody_one_with_a_lead_that_is_not_there()
    {
        using var service = await app.SignedInAsync(Roles.ServiceRep);
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.GetAsync(New, Cancel)).StatusCode);
        var there = await rep.OpenAsync(New);
        var nobody = "/leads/01936a5e-0000-7000-8000-000000000000/conversation";
        Assert.Equal(HttpStatusCode.NotFound, (await rep.GetAsync(nobody, Cancel)).StatusCode);
        using var posted = await rep.PressAsync(nobody, there.QuerySelector("main form button"), ("summary", "x"));
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    private static async Task<HttpResponseMessage> RecordAsync(
        HttpClient client,
        string path,
        params (string, string)[] filled
    ) => await client.PressAsync(path, (await client.OpenAsync(path)).QuerySelector("main form button"), filled);
}
