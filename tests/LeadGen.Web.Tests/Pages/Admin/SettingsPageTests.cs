using System.Globalization;
using System.Net;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    [Theory]
    [InlineData("E1")]
    [InlineData("QQQ")]
    public async Task What_is_no_currency_is_refused_at_its_field_and_nothing_is_kept(string currency)
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        var before = await app.DbAsync(db => db.ReadCurrencyAsync(Cancel));

        var answer = await SaveAsync(admin, currency);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Contains("three letters", page.QuerySelector(".error-summary").Reads(), StringComparison.Ordinal);
        Assert.Equal(currency, page.QuerySelector("input[name=currency]")!.GetAttribute("value"));
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

    [Fact]
    public async Task Staff_read_times_by_the_clock_of_the_house_or_by_their_own()
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        Assert.EndsWith(" UTC", await TimeAsync(admin), StringComparison.Ordinal);

        await SaveAsync(admin, "EUR", zone: "Asia/Kolkata");
        var ours = await TimeAsync(admin);
        await admin.SubmitAsync("/account", "Notify", ("notify_by", "never"), ("time_zone", "Asia/Tokyo"));
        var own = await TimeAsync(admin);
        await SaveAsync(admin, "EUR");

        var there = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(app.Clock.GetUtcNow(), "Asia/Kolkata");
        Assert.Equal(there.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " Kolkata time", ours);
        Assert.EndsWith(" Tokyo time", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_offers_begin_in_the_language_of_the_house()
    {
        var admin = await app.SignedInAsync(Roles.Admin);
        await SaveAsync(admin, "EUR", language: "pt-BR");

        await admin.SubmitAsync(
            "/marketing/offers/new",
            null,
            ("kind", "ebook"),
            ("title", "Bombas que duram"),
            ("promise", "Doze causas")
        );

        await SaveAsync(admin, "EUR");
        Assert.Equal(
            "pt-BR",
            await app.DbAsync(db =>
                db.Offers.Where(offer => offer.Title == "Bombas que duram")
                    .Select(offer => offer.Language)
                    .SingleAsync(Cancel)
            )
        );
    }

    [Theory]
    [InlineData("Mars/Olympus", "", "time_zone")]
    [InlineData("W. Europe Standard Time", "", "time_zone")]
    [InlineData("", "Klingon!", "language")]
    public async Task What_is_no_zone_and_no_language_is_refused_at_its_field(
        string zone,
        string language,
        string field
    )
    {
        var answer = await SaveAsync(await app.SignedInAsync(Roles.Admin), "EUR", zone: zone, language: language);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Equal($"#{field}", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Null(await app.DbAsync(db => HouseZone.ReadAsync(db, Cancel)));
    }

    [Fact]
    public async Task Of_two_who_save_a_setting_for_the_first_time_the_second_changes_what_the_first_has_made()
    {
        const string Key = "tried_by_two";
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        await db.SaveSettingAsync(Key, "first", Cancel);

        var second = app.DbAsync(async other =>
        {
            await other.SaveSettingAsync(Key, "second", Cancel);
            return true;
        });
        while (!second.IsCompleted && !await IsAnybodyWaitingAsync())
        {
            await Task.Yield();
        }

        await transaction.CommitAsync(Cancel);
        Assert.True(await second);
        Assert.Equal("second", await app.DbAsync(one => one.ReadSettingAsync(Key, Cancel)));
    }

    private Task<bool> IsAnybodyWaitingAsync() =>
        app.DbAsync(db =>
            db.Database.SqlQuery<bool>($"select exists(select 1 from pg_locks where not granted) as \"Value\"")
                .SingleAsync(Cancel)
        );

    /// <summary>When somebody was seen last, exactly.</summary>
    private static async Task<string> TimeAsync(HttpClient client) =>
        (await client.OpenAsync("/account")).QuerySelector("tbody time")!.GetAttribute("title")!;

    private static Task<HttpResponseMessage> SaveAsync(
        HttpClient admin,
        string currency,
        string company = "",
        string zone = "",
        string language = ""
    ) =>
        admin.SubmitAsync(
            "/admin/settings",
            null,
            ("company_name", company),
            ("currency", currency),
            ("time_zone", zone),
            ("language", language),
            ("second_factor_for", "nobody")
        );
}
