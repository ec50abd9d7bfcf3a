using System.Net;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Admin;

public sealed class SettingsPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_currency_holds_for_amounts_that_come_without_one()
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        var lead = await app.LeadAsync();

        var page = await admin.FollowAsync(await SaveAsync(admin, "sek"));
        await admin.SubmitAsync($"/leads/{lead.Id}", "outcome", ("outcome.result", "won"), ("outcome.amount", "1200"));

        Assert.Equal("SEK", page.QuerySelector("input[name=currency]")!.GetAttribute("value"));
        var outcome = await app.DbAsync(db => db.Outcomes.SingleAsync(one => one.LeadId == lead.Id, Cancel));
        Assert.Equal("SEK", outcome.Currency);
    }

    [Fact]
    public async Task A_change_is_told_from_what_to_what()
    {
        var admin = await app.SignedInAsync(Roles.Admin);

        await SaveAsync(admin, "EUR");
        await SaveAsync(admin, "CHF");

        var told = await app.DbAsync(db =>
            db.Set<AuditEntry>().Where(entry => entry.ObjectId == "currency").ToListAsync(Cancel)
        );
        Assert.Contains(told, entry => entry.Changes["value"] == new AuditChange("EUR", "CHF"));
    }

    [Fact]
    public async Task What_is_no_currency_is_refused_at_its_field_and_nothing_is_kept()
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        var before = await app.DbAsync(db => db.ReadCurrencyAsync(Cancel));

        var answer = await SaveAsync(admin, "E1");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Contains("three letters", page.QuerySelector(".error-summary").Reads(), StringComparison.Ordinal);
        Assert.Equal("E1", page.QuerySelector("input[name=currency]")!.GetAttribute("value"));
        Assert.Equal(before, await app.DbAsync(db => db.ReadCurrencyAsync(Cancel)));
    }

    private static Task<HttpResponseMessage> SaveAsync(HttpClient admin, string currency) =>
        admin.SubmitAsync("/admin/settings", null, ("currency", currency), ("second_factor_for", "nobody"));
}
