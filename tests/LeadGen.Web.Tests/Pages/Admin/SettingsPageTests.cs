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

    [Fact]
    public async Task Visitors_read_the_name_of_the_company_on_every_page()
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        var visitor = app.Anonymous();
        Assert.EndsWith("· LeadGen", (await visitor.OpenAsync("/")).Title, StringComparison.Ordinal);

        await SaveAsync(admin, "EUR", " Müller & <b>Söhne</b> ");

        foreach (var path in new[] { "/", "/preferences", "/tracking" })
        {
            var page = await visitor.OpenAsync(path);
            Assert.Equal("Müller & <b>Söhne</b>", page.QuerySelector("header .brand").Reads());
            Assert.EndsWith("· Müller & <b>Söhne</b>", page.Title, StringComparison.Ordinal);
        }

        Assert.EndsWith("· LeadGen", (await admin.OpenAsync("/admin/settings")).Title, StringComparison.Ordinal);
        await SaveAsync(admin, "EUR");
        Assert.Equal("LeadGen", (await visitor.OpenAsync("/")).QuerySelector("header .brand").Reads());
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("a name of more than sixty characters is refused, since no header has room")]
    public async Task What_does_not_fit_above_a_page_is_no_name(string name)
    {
        var answer = await SaveAsync(await app.SignedInAsync(Roles.Admin), "EUR", name);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Contains("in one line", page.QuerySelector(".error-summary").Reads(), StringComparison.Ordinal);
        Assert.Null(await app.DbAsync(db => CompanyName.ReadAsync(db, Cancel)));
    }

    private static Task<HttpResponseMessage> SaveAsync(HttpClient admin, string currency, string company = "") =>
        admin.SubmitAsync(
            "/admin/settings",
            null,
            ("company_name", company),
            ("currency", currency),
            ("second_factor_for", "nobody")
        );
}
