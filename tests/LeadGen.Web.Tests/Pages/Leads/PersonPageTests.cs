using System.Net;
using LeadGen.Domain.Leads;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.People;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.Api.ApiSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Leads;

public sealed class PersonPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_marketer_finds_two_leads_compares_them_merges_them_and_takes_it_back()
    {
        var (email, other) = (NewEmail(), NewEmail());
        var one = await app.EnterAsync(
            email,
            FactOrigin.Staff,
            facts: [("first_name", "Eva"), ("phone", "089 1237890")]
        );
        var two = await app.EnterAsync(
            other,
            FactOrigin.Person,
            facts: [("first_name", "Ewa"), ("phone", "+49 89 1237890"), ("country", "DE")]
        );
        await TableDigests.ScoredAsync(app);
        using var marketer = await app.SignedInAsync(Roles.Marketer);

        var list = await marketer.PageAsync("/leads/duplicates");
        Assert.Contains(email, list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Same phone number", list.Body.TextContent, StringComparison.Ordinal);

        var compare = await marketer.PageAsync($"/leads/{one}/merge/{two}");
        Assert.Contains("entered by staff", compare.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("only one of them says it", compare.Body.TextContent, StringComparison.Ordinal);
        Assert.Null((await app.LeadNowAsync(two)).MergedInto);

        var merged = await marketer.SubmitAsync($"/leads/{one}/merge/{two}", null, ("why", "Same phone"));
        Assert.Equal($"/leads/{one}", merged.Headers.Location!.OriginalString);
        Assert.Equal(one, (await app.LeadNowAsync(two)).MergedInto);

        // An old link, and what an old tab sends, lead to the survivor.
        var old = await marketer.GetAsync($"/leads/{two}/edit", Cancel);
        Assert.Equal(
            (HttpStatusCode.TemporaryRedirect, $"/leads/{one}/edit"),
            (old.StatusCode, old.Headers.Location!.OriginalString)
        );
        var person = await marketer.PageAsync($"/leads/{one}/person");
        Assert.Contains("merged by Marketer", person.Body!.TextContent, StringComparison.Ordinal);

        await marketer.SubmitAsync($"/leads/{one}/person", "unmerge");
        Assert.Null((await app.LeadNowAsync(two)).MergedInto);
        var after = await marketer.PageAsync($"/leads/{one}/person");
        Assert.Contains("taken back by Marketer", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Compare", after.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_the_same_takes_a_pair_off_the_list_for_good()
    {
        var (email, other) = (NewEmail(), NewEmail());
        await app.EnterAsync(email, facts: [("phone", "040 5556667")]);
        await app.EnterAsync(other, facts: [("phone", "040 5556667")]);
        await TableDigests.ScoredAsync(app);
        using var manager = await app.SignedInAsync(Roles.SalesManager);
        Assert.Contains(
            other,
            (await manager.PageAsync("/leads/duplicates")).Body!.TextContent,
            StringComparison.Ordinal
        );

        while (
            (await manager.PageAsync("/leads/duplicates")).Body!.TextContent.Contains(other, StringComparison.Ordinal)
        )
        {
            var answer = await manager.SubmitAsync("/leads/duplicates", "dismiss");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_address_is_added_chosen_and_removed_and_one_of_another_lead_offers_the_merge()
    {
        var (email, second, taken) = (NewEmail(), NewEmail(), NewEmail());
        var (lead, other) = (await app.EnterAsync(email), await app.EnterAsync(taken));
        using var marketer = await app.SignedInAsync(Roles.Marketer);
        var page = $"/leads/{lead}/person";

        await marketer.SubmitAsync(page, "add", ("email", second));
        Assert.Equal(lead, await app.EnterAsync(second));

        var refused = await marketer.SubmitAsync(page, "add", ("email", taken));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            $"/leads/{lead}/merge/{other}",
            await refused.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal
        );

        var found = await marketer.PageAsync("/leads?q=" + second);
        Assert.Contains($"/leads/{lead}", found.Body!.InnerHtml, StringComparison.Ordinal);

        await marketer.SubmitAsync(page, "choose", ("email", second));
        Assert.Equal(second, (await app.LeadNowAsync(lead)).Email);
        await marketer.SubmitAsync(page, "remove", ("email", second));
        Assert.Equal(2, await app.CountAsync($"lead_identities where lead_id = '{lead}'"));
        await marketer.SubmitAsync(page, "remove", ("email", email));
        Assert.Equal(1, await app.CountAsync($"lead_identities where lead_id = '{lead}'"));
    }

    [Fact]
    public async Task A_rep_keeps_addresses_and_does_not_merge()
    {
        var (one, two) = (await app.LeadAsync(), await app.LeadAsync());
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync($"/leads/{one.Id}/person", Cancel)).StatusCode);
        foreach (var path in new[] { "/leads/duplicates", $"/leads/{one.Id}/merge/{two.Id}" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await rep.GetAsync(path, Cancel)).StatusCode);
        }

        using var service = await app.SignedInAsync(Roles.ServiceRep);
        Assert.NotEqual(HttpStatusCode.OK, (await service.GetAsync($"/leads/{one.Id}/person", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Staff_say_for_whom_a_lead_works_but_not_that_it_is_a_free_mail_provider()
    {
        var lead = await app.EnterAsync($"eva{Guid.CreateVersion7(DateTimeOffset.UnixEpoch):N}@gmail.com");
        Assert.Null((await app.LeadNowAsync(lead)).AccountId);
        using var marketer = await app.SignedInAsync(Roles.Marketer);

        foreach (var wrong in new[] { "gmail.com", "mailinator.com", "x.mailinator.com", "no domain" })
        {
            var answer = await marketer.SubmitAsync($"/leads/{lead}/person", "account", ("domain", wrong));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }

        await marketer.SubmitAsync($"/leads/{lead}/person", "account", ("domain", "Weber-Account.example"));
        var account = await app.DbAsync(db =>
            db.Accounts.SingleAsync(one => one.Domain == "weber-account.example", Cancel)
        );
        Assert.Equal(account.Id, (await app.LeadNowAsync(lead)).AccountId);
        await marketer.SubmitAsync($"/leads/{lead}/person", "account", ("domain", ""));
        Assert.Null((await app.LeadNowAsync(lead)).AccountId);
    }
}
