using System.Net;
using LeadGen.Domain.Leads;
using LeadGen.Web.Access;
using LeadGen.Web.Scoring;
using LeadGen.Web.Tests.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Accounts;

public sealed class AccountPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task An_account_is_found_and_shows_its_facts_and_all_its_leads()
    {
        var (account, lead) = await AccountAsync("shown.example", ("company", "Shown Motors"), ("employees", "250"));
        await app.EnterAsync("second@shown.example");
        using var rep = await app.SignedInAsync(Roles.SalesRep);

        var found = await rep.PageAsync("/accounts?q=shown+mot");
        Assert.Contains("2 leads", found.Body!.TextContent, StringComparison.Ordinal);
        var page = await rep.PageAsync($"/accounts/{account}");
        Assert.Contains("250", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("second@shown.example", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            $"/accounts/{account}",
            (await rep.PageAsync($"/leads/{lead}")).Body!.InnerHtml,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No account matches",
            (await rep.PageAsync("/accounts?q=nobody-here")).Body!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await rep.GetAsync($"/accounts/{Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}", Cancel)).StatusCode
        );
    }

    [Fact]
    public async Task What_staff_enter_counts_for_its_leads_stays_and_is_known_as_of_then()
    {
        var (account, lead) = await AccountAsync("staffed.example", ("company", "Staffed"));
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        var before = app.Clock.GetUtcNow();

        var answer = await rep.SubmitAsync($"/accounts/{account}/edit", null, ("employees", "300"), ("country", "DE"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await TableDigests.ScoredAsync(app);
        await app.EnterAsync("later@staffed.example", FactOrigin.Person, facts: [("employees", "5")]);
        await TableDigests.ScoredAsync(app);

        var facts = await app.DbAsync(db =>
            db.Accounts.Where(one => one.Id == account).Select(one => one.Facts).SingleAsync(Cancel)
        );
        Assert.Equal(("300", FactOrigin.Staff), (facts["employees"].Value, facts["employees"].Origin));
        Assert.Contains(
            "Entered by staff",
            (await rep.PageAsync($"/accounts/{account}")).Body!.TextContent,
            StringComparison.Ordinal
        );
        await using var scope = app.Services.CreateAsyncScope();
        var past = scope.ServiceProvider.GetRequiredService<PastFacts>();
        var now = await app.LeadNowAsync(lead);
        Assert.Equal("300", (await past.OfAsync(now, [lead], app.Clock.GetUtcNow(), null, Cancel))["employees"]);
        Assert.Null((await past.OfAsync(now, [lead], before, null, Cancel))["employees"]);
        Assert.True(
            (await app.DbAsync(db => db.LeadScores.SingleAsync(score => score.LeadId == lead, Cancel))).Fit > 0
        );
    }

    [Fact]
    public async Task A_wrong_or_an_emptied_fact_is_refused_with_what_was_typed()
    {
        var (account, _) = await AccountAsync("refused.example", ("company", "Refused"));
        using var rep = await app.SignedInAsync(Roles.SalesRep);
        foreach (var (field, value) in new[] { ("employees", "many"), ("company", " ") })
        {
            var answer = await rep.SubmitAsync($"/accounts/{account}/edit", null, (field, value));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }

        Assert.Equal(0, await app.CountAsync($"account_changes where account_id = '{account}'"));
    }

    [Theory]
    [InlineData("eva@gmail.com")]
    [InlineData("eva@yahoo.co.uk")]
    [InlineData("eva@mailinator.com")]
    [InlineData("eva@inbox.mailinator.com")]
    public async Task Free_and_throw_away_addresses_make_no_account(string email)
    {
        var lead = await app.EnterAsync(email, facts: [("company", "Anything")]);
        Assert.Null((await app.LeadNowAsync(lead)).AccountId);
    }

    [Fact]
    public async Task Service_reads_accounts_and_does_not_edit_them()
    {
        var (account, _) = await AccountAsync("service.example");
        using var service = await app.SignedInAsync(Roles.ServiceRep);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync($"/accounts/{account}", Cancel)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await service.GetAsync($"/accounts/{account}/edit", Cancel)).StatusCode);
    }

    private async Task<(Guid Account, Guid Lead)> AccountAsync(string domain, params (string, string?)[] facts)
    {
        var lead = await app.EnterAsync("first@" + domain, facts: facts);
        await TableDigests.ScoredAsync(app);
        return ((await app.LeadNowAsync(lead)).AccountId!.Value, lead);
    }
}
