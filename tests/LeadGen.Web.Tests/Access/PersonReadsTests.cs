using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

public sealed class PersonReadsTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public void Every_route_that_is_told_is_one_of_ours()
    {
        var routes = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText?.Trim('/'))
            .ToHashSet();

        Assert.Empty(PersonReads.OfOne.Keys.Concat(PersonReads.OfMany.Keys).Except(routes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/edit")]
    [InlineData("/person")]
    [InlineData("/privacy")]
    public async Task Each_page_of_a_lead_tells_who_looked_at_them(string page)
    {
        var lead = await app.LeadAsync();
        var user = await app.AddStaffAsync(Roles.Admin);
        using var admin = await app.SignInAsync(user);

        await admin.OpenAsync($"/leads/{lead.Id}{page}");
        await admin.OpenAsync($"/leads/{lead.Id}{page}");

        var told = Assert.Single(await ToldAsync(user));
        Assert.Equal(("leads", lead.Id.ToString()), (told.Kind, told.ObjectId));
    }

    [Fact]
    public async Task A_list_is_told_once_an_hour_with_what_it_was_narrowed_by_and_never_with_the_words()
    {
        var user = await app.AddStaffAsync(Roles.Admin);
        using var admin = await app.SignInAsync(user);
        foreach (
            var path in (string[])["/leads?q=Unmistakable&stage=mql", "/leads?stage=sql&q=Other", "/leads", "/queue"]
        )
        {
            await admin.OpenAsync(path);
        }

        Assert.Equal(["/leads?q,stage", "/leads", "/queue"], (await ToldAsync(user)).Select(entry => entry.ObjectId));
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        using var later = await app.SignInAsync(user);
        await later.OpenAsync("/leads");
        Assert.Equal("/leads", (await ToldAsync(user))[3].ObjectId);
    }

    [Fact]
    public async Task A_key_that_lists_leads_or_reads_a_score_or_a_timeline_is_told()
    {
        var lead = await app.LeadAsync();
        using var key = await app.WithKeyAsync(ApiScopes.LeadsRead);
        foreach (var path in (string[])["?stage=lead", $"/{lead.Id}/score", $"/{lead.Id}/timeline", $"/{Guid.Empty}"])
        {
            using var answer = await key.GetAsync("/api/v1/leads" + path, Cancel);
        }

        var told = await app.DbAsync(db =>
            db.Set<AuditEntry>()
                .Where(entry => entry.ActorKind == ActorKind.ApiKey && entry.Action == AuditAction.Read)
                .OrderBy(entry => entry.Id)
                .Select(entry => entry.ObjectId)
                .ToListAsync(Cancel)
        );
        Assert.Equal(["/api/v1/leads?stage", lead.Id.ToString()], told);
    }

    private Task<List<AuditEntry>> ToldAsync(StaffUser user) =>
        app.DbAsync(db =>
            db.Set<AuditEntry>()
                .Where(entry => entry.ActorId == user.Id && entry.Action == AuditAction.Read)
                .OrderBy(entry => entry.Id)
                .ToListAsync(Cancel)
        );
}
