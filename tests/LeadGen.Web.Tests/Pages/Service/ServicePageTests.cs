using System.Net;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Service;

public sealed class ServicePageTests(WebApp app) : IClassFixture<WebApp>
{
    private const string New = "/service/new";

    [Fact]
    public async Task A_service_rep_passes_a_customer_on_and_sees_what_became_of_it()
    {
        using var service = await app.SignedInAsync(Roles.ServiceRep);
        Assert.Contains(
            "Nothing passed on yet",
            (await service.OpenAsync(New)).QuerySelector(".empty").Reads(),
            StringComparison.Ordinal
        );
        var lead = await app.LeadAsync(Stage.Customer);

        var done = await service.FollowAsync(
            await PassOnAsync(service, ("email", lead.Email), ("request", "A second line"), ("urgency", "urgent"))
        );

        Assert.Equal("Passed on. Sales is told at once.", done.Flash());
        Assert.Contains("A second line", done.QuerySelector("main").Reads(), StringComparison.Ordinal);
        await app.DoneAsync();
        Assert.Contains(
            "Jonas Weber , Weber Antriebe A second line Today ·",
            await MineAsync(service),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Service-qualified In the queue, to be taken by",
            await MineAsync(service),
            StringComparison.Ordinal
        );

        var mina = await app.AddStaffAsync(Roles.SalesRep);
        var handoff = await app.DbAsync(db => db.Handoffs.AsNoTracking().SingleAsync(h => h.LeadId == lead.Id, Cancel));
        Assert.StartsWith("Told service they want more, urgent", handoff.Dossier.Why, StringComparison.Ordinal);
        await ActAsync(HandoffVerb.Accept, handoff.Id, 1, mina.Id);
        Assert.Contains("SalesRep has it.", await MineAsync(service), StringComparison.Ordinal);
        await ActAsync(HandoffVerb.Recycle, handoff.Id, 2, mina.Id);
        Assert.Contains(
            "SalesRep sent it back to marketing: Not the right time",
            await MineAsync(service),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Others_do_not_stand_in_my_list_and_the_same_again_is_told()
    {
        using var service = await app.SignedInAsync(Roles.ServiceRep);
        using var admin = await app.SignedInAsync(Roles.Admin);
        (string, string)[] filled =
        [
            ("email", "once@service.example"),
            ("request", "One more"),
            ("first_name", "Olga"),
        ];
        await service.FollowAsync(await PassOnAsync(service, filled));
        var again = await service.FollowAsync(await PassOnAsync(service, filled));

        Assert.Equal("You had passed that on already.", again.Flash());
        Assert.Equal(1, await app.DbAsync(db => db.ServiceRequests.CountAsync(r => r.Request == "One more", Cancel)));
        Assert.DoesNotContain("Olga", await MineAsync(admin), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_goes_on_on_further_pages()
    {
        using var service = await app.SignedInAsync(Roles.ServiceRep);
        for (var i = 0; i < 26; i++)
        {
            await PassOnAsync(service, ("email", "many@service.example"), ("request", $"Wish {i}."));
        }

        var first = await service.OpenAsync(New);
        Assert.Equal(25, first.QuerySelectorAll("tbody tr").Length);
        var second = await service.OpenAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Contains(
            "Wish 0.",
            Assert.Single(second.QuerySelectorAll("tbody tr")).Reads(),
            StringComparison.Ordinal
        );
        await service.OpenAsync(New + "?before=nonsense");
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_what_was_typed_is_kept()
    {
        using var service = await app.SignedInAsync(Roles.ServiceRep);
        using var answer = await PassOnAsync(
            service,
            ("email", "ada@"),
            ("request", " "),
            ("urgency", "yesterday"),
            ("company", new string('x', 500)),
            ("first_name", "Ada")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Equal(
            ["#email", "#company", "#request", "#urgency"],
            page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal("Ada", ((IHtmlInputElement)page.QuerySelector("#first_name")!).Value);
    }

    [Fact]
    public async Task The_page_of_a_lead_leads_there_with_the_address_filled_in()
    {
        using var service = await app.SignedInAsync(Roles.ServiceRep);
        var lead = await app.LeadAsync();
        var link = (await service.OpenAsync($"/leads/{lead.Id}")).QuerySelector("main a[href^='/service/new']");
        var page = await service.OpenAsync(link!.GetAttribute("href")!);
        Assert.Equal(lead.Email, ((IHtmlInputElement)page.QuerySelector("#email")!).Value);
    }

    private static async Task<HttpResponseMessage> PassOnAsync(HttpClient client, params (string, string)[] filled) =>
        await client.PressAsync(New, (await client.OpenAsync(New)).QuerySelector("main form button"), filled);

    private static async Task<string> MineAsync(HttpClient client) =>
        (await client.OpenAsync(New)).QuerySelector("section[aria-labelledby=mine-head]").Reads();

    private async Task ActAsync(HandoffVerb verb, Guid id, int version, Guid owner)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var result = await scope
            .ServiceProvider.GetRequiredService<HandoffDesk>()
            .ActAsync(verb, new HandoffAction(id, version, "Mina", owner, "timing"), Cancel);
        Assert.IsType<HandoffResult.Done>(result);
    }
}
