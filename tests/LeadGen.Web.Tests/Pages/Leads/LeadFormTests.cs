using System.Net;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Leads;

public sealed class LeadFormTests(WebApp app) : IClassFixture<WebApp>
{
    private const string New = "/leads/new";

    [Fact]
    public async Task A_lead_is_added_by_hand_and_its_facts_are_the_staffs()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);

        var page = await rep.FollowAsync(
            await AddAsync(
                rep,
                ("email", "ada@byhand.example"),
                ("first_name", "Ada"),
                ("country", "DE"),
                ("employees", "120")
            )
        );

        Assert.Equal("Ada", page.QuerySelector("h1").Reads());
        var facts = page.QuerySelector("section[aria-labelledby=facts-head]").Reads();
        Assert.Contains("Number of employees 120 Country Germany staff, just now", facts, StringComparison.Ordinal);
        Assert.Contains("Came in by Event", facts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_known_already_is_not_made_a_second_time()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync(email: "known@byhand.example");

        var page = await rep.FollowAsync(
            await AddAsync(rep, ("email", "KNOWN@ByHand.example"), ("phone", "+49 30 1234567"))
        );

        Assert.StartsWith("This address was known already", page.Flash(), StringComparison.Ordinal);
        Assert.Equal("+49 30 1234567", (await app.LeadNowAsync(lead.Id))["phone"]);
        Assert.NotNull(page.QuerySelector("a[href='tel:+49301234567']"));
    }

    [Fact]
    public async Task Who_wants_to_be_contacted_goes_to_the_queue()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);

        await AddAsync(
            rep,
            ("email", "wants@byhand.example"),
            ("next_step", "question"),
            ("message", "What does it cost?")
        );

        var lead = await app.DbAsync(db =>
            db.LeadIdentities.SingleAsync(known => known.Email == "wants@byhand.example", Cancel)
        );
        for (var i = 0; i < 100 && (await app.LeadNowAsync(lead.LeadId)).Stage != Stage.Sql; i++)
        {
            await Task.Delay(100, Cancel);
        }

        var handoff = await app.DbAsync(db =>
            db.Handoffs.AsNoTracking().SingleAsync(h => h.LeadId == lead.LeadId, Cancel)
        );
        Assert.Equal((QualificationKind.Sql, "What does it cost?"), (handoff.Kind, handoff.Dossier.Question));
        Assert.Contains(
            "What does it cost?",
            (await rep.OpenAsync($"/queue?at={handoff.Id}")).QuerySelector(".at").Reads(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_what_was_typed_is_kept()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);

        using var answer = await AddAsync(
            rep,
            ("email", "ada@"),
            ("first_name", "Ada \"<b>\""),
            ("employees", "many"),
            ("country", "XX")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        foreach (var field in new[] { "email", "employees", "country" })
        {
            Assert.NotNull(page.QuerySelector($".error-summary a[href='#{field}']"));
            Assert.Equal("true", page.QuerySelector("#" + field)!.GetAttribute("aria-invalid"));
        }

        Assert.Equal("Ada \"<b>\"", ((IHtmlInputElement)page.QuerySelector("#first_name")!).Value);
        Assert.Equal("ada@", ((IHtmlInputElement)page.QuerySelector("#email")!).Value);
    }

    [Fact]
    public async Task An_edit_touches_only_what_was_changed()
    {
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var lead = await app.LeadAsync();
        var path = $"/leads/{lead.Id}/edit";
        var page = await marketer.OpenAsync(path);
        Assert.Equal("Weber Antriebe", ((IHtmlInputElement)page.QuerySelector("#company")!).Value);

        await marketer.FollowAsync(
            await marketer.PressAsync(
                path,
                page.QuerySelector("main form button"),
                ("company", ""),
                ("job_title", "Head of Maintenance")
            )
        );

        var now = await app.LeadNowAsync(lead.Id);
        Assert.Equal(
            (null, "Head of Maintenance", FactOrigin.Staff),
            (now["company"], now["job_title"], now.Facts["job_title"].Origin)
        );
        Assert.Equal(FactOrigin.Person, now.Facts["first_name"].Origin);
        var change = await app.DbAsync(db =>
            db.FactChanges.AsNoTracking().SingleAsync(c => c.LeadId == lead.Id && c.Origin == FactOrigin.Staff, Cancel)
        );
        Assert.Equal(("Marketer", 2), (change.Actor, change.Values.Count));
    }

    [Fact]
    public async Task What_came_in_while_somebody_edited_is_not_overwritten()
    {
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var lead = await app.LeadAsync();
        var path = $"/leads/{lead.Id}/edit";
        var button = (await rep.OpenAsync(path)).QuerySelector("main form button");
        await app.DbAsync(async db =>
        {
            var now = app.Clock.GetUtcNow();
            var tracked = await db.Leads.SingleAsync(l => l.Id == lead.Id, Cancel);
            tracked.Learn(
                new FactAnswers(
                    new Dictionary<string, string?> { ["company"] = "Weber AG" },
                    FactOrigin.Person,
                    now,
                    now
                )
            );
            return await db.SaveChangesAsync(Cancel);
        });

        await rep.FollowAsync(await rep.PressAsync(path, button, ("phone", "030 1")));

        var edited = await app.LeadNowAsync(lead.Id);
        Assert.Equal(("Weber AG", "030 1"), (edited["company"], edited["phone"]));
    }

    [Fact]
    public async Task Service_reps_neither_add_nor_edit()
    {
        using var service = await app.SignedInAsync(Roles.ServiceRep);
        var lead = await app.LeadAsync();

        Assert.NotEqual(HttpStatusCode.OK, (await service.GetAsync(New, Cancel)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await service.GetAsync($"/leads/{lead.Id}/edit", Cancel)).StatusCode);
        Assert.Null((await service.OpenAsync("/leads")).QuerySelector("a[href='/leads/new']"));
    }

    private static async Task<HttpResponseMessage> AddAsync(HttpClient client, params (string, string)[] filled)
    {
        var page = await client.OpenAsync(New);
        return await client.PressAsync(New, page.QuerySelector("main form button"), [("came_by", "event"), .. filled]);
    }
}
