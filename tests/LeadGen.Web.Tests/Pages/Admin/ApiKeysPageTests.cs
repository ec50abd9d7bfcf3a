using System.Net;
using LeadGen.Web.Access;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Admin;

public sealed class ApiKeysPageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_key_is_shown_once_opens_what_it_may_and_nothing_once_it_is_revoked()
    {
        using var admin = await app.SignedInAsync(Roles.Admin);
        using var made = await admin.SubmitAsync(
            "/admin/api-keys/new",
            null,
            ("name", "Ware<house"),
            ("scopes", ApiScopes.LeadsRead),
            ("days", "30")
        );
        var page = await admin.FollowAsync(made);
        var key = page.QuerySelector(".shown-once code")!.TextContent;
        Assert.StartsWith("lg_", key, StringComparison.Ordinal);
        Assert.Null((await admin.OpenAsync("/admin/api-keys")).QuerySelector(".shown-once"));

        using var program = app.Anonymous();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/leads", Cancel)).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await program.GetAsync("/api/v1/scoring/models/published", Cancel)).StatusCode
        );
        page = await admin.OpenAsync("/admin/api-keys");
        var row = Assert.Single(
            page.QuerySelectorAll("tbody tr"),
            row => row.Reads().Contains("Ware<house", StringComparison.Ordinal)
        );
        Assert.Contains("leads:read", row.Reads(), StringComparison.Ordinal);
        Assert.Contains("Open, ends in 29 d", row.Reads(), StringComparison.Ordinal);

        page = await admin.FollowAsync(await admin.PressAsync("/admin/api-keys", row.QuerySelector("button")));
        Assert.StartsWith("Revoked.", page.Flash(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/leads", Cancel)).StatusCode);
        Assert.Contains("Revoked just now", page.QuerySelector("tbody").Reads(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field()
    {
        using var admin = await app.SignedInAsync(Roles.Admin);
        using var wrong = await admin.SubmitAsync("/admin/api-keys/new", null, ("name", " "), ("days", "4000"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await wrong.PageAsync();
        string[] fields = ["name", "scopes", "days"];
        Assert.All(fields, field => Assert.NotNull(page.QuerySelector($".error-summary a[href^='#{field}']")));
        Assert.Equal(fields.Length, page.QuerySelectorAll(".error-summary a").Length);
    }
}
