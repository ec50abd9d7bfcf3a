using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

/// <summary>Who gets a way in, who uses it, who is refused and whose session ends stands in the audit log.</summary>
public sealed class WaysInAuditTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Password = "four quiet river stones";

    [Fact]
    public async Task A_link_to_choose_a_password_is_told_when_it_is_made_and_when_it_is_used()
    {
        var (boss, rep) = (await AddAsync(Roles.Admin), await AddAsync(Roles.SalesRep));
        using var admin = await app.SignInAsync(boss);
        var page = await admin.FollowAsync(await admin.SubmitAsync($"/admin/users/{rep.Id}", "Link"));
        var link = new Uri(page.QuerySelector(".shown-once code")!.TextContent).PathAndQuery;
        using var visitor = app.Anonymous();

        using var chosen = await visitor.SubmitAsync(link, null, ("password", "seven slow green boats"));

        Assert.Equal("/queue", chosen.Headers.Location?.OriginalString);
        var told = await ToldAsync(rep.Id);
        var made = Assert.Single(told, entry => entry.Changes.ContainsKey("link_to_choose_a_password"));
        Assert.Equal((boss.Id, "reset"), (made.ActorId, made.Changes["link_to_choose_a_password"].To));
        var used = Assert.Single(told, entry => entry.Changes.ContainsKey("password_hash"));
        Assert.Equal((rep.Id, "POST /account/reset/{token}"), (used.ActorId, used.Way));
        Assert.Null(used.Changes["password_hash"].To);
        Assert.Equal(AuditAction.SignedIn, told[^1].Action);
    }

    [Fact]
    public async Task Sessions_that_are_ended_are_told_one_or_all_and_by_whom()
    {
        var (boss, rep) = (await AddAsync(Roles.Admin), await AddAsync(Roles.SalesRep));
        using var admin = await app.SignInAsync(boss);
        using var here = await app.SignInAsync(rep);
        using var there = await app.SignInAsync(rep);
        var account = await here.OpenAsync("/account");
        var end = account.QuerySelectorAll("button").First(one => one.TextContent.Contains("End it"));
        using var ended = await here.PressAsync("/account", end);
        using var left = await here.SubmitAsync("/account/logout");
        using var again = await app.SignInAsync(rep);
        using var everywhere = await again.SubmitAsync("/account", "SignOutEverywhere");
        using var byBoss = await admin.SubmitAsync($"/admin/users/{rep.Id}", "Sessions");

        var told = (await ToldAsync(rep.Id))
            .Where(entry => entry.Action is AuditAction.SignedOut or AuditAction.Changed)
            .Select(entry => (entry.ActorId, What: entry.Changes.Keys.SingleOrDefault() ?? "signed out"));
        Assert.Equal(
            [(rep.Id, "session"), (rep.Id, "signed out"), (rep.Id, "sessions"), (boss.Id, "sessions")],
            told.Select(one => (one.ActorId!.Value, one.What))
        );
    }

    [Fact]
    public async Task Whoever_is_not_let_in_is_told_with_the_reason_and_never_with_what_they_typed()
    {
        var (_, rep, gone) = (
            await AddAsync(Roles.Admin),
            await AddAsync(Roles.SalesRep),
            await AddAsync(Roles.SalesRep)
        );
        var invited = await app.AddStaffAsync(Roles.SalesRep);
        await DeskAsync(desk => desk.DeactivateAsync(gone.Id, Cancel));
        await RefusedAsync(gone.Email!, Password);
        await RefusedAsync(invited.Email!, Password);
        for (var tries = 0; tries < StaffSetup.TriesBeforeLockout; tries++)
        {
            await RefusedAsync(rep.Email!, "typed wrong");
        }

        await RefusedAsync(rep.Email!, Password);
        await RefusedAsync("nobody-knows@staff.example", Password);

        Assert.Equal(["deactivated"], await WhyAsync(gone.Id));
        Assert.Equal(["no password chosen yet"], await WhyAsync(invited.Id));
        Assert.Equal(
            [.. Enumerable.Repeat("wrong password", StaffSetup.TriesBeforeLockout), "locked out"],
            await WhyAsync(rep.Id)
        );
        Assert.Equal(["unknown user"], await WhyAsync(null));
        Assert.Equal(
            0,
            await app.CountAsync(
                "audit_entries t where t::text like any(array['%typed wrong%', '%nobody-knows%', '%river stones%'])"
            )
        );
    }

    private async Task RefusedAsync(string email, string password)
    {
        using var client = app.Anonymous();
        using var answer = await client.SubmitAsync("/account/login", null, ("email", email), ("password", password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private async Task<IEnumerable<string?>> WhyAsync(Guid? id) =>
        (await ToldAsync(id))
            .Where(entry => entry.Action == AuditAction.SignInRefused)
            .Select(entry => entry.Changes["why"].To);

    private Task<List<AuditEntry>> ToldAsync(Guid? id) =>
        app.DbAsync(db =>
            db.Set<AuditEntry>()
                .Where(entry => entry.Kind == "users" && entry.ObjectId == (id == null ? null : id.ToString()))
                .OrderBy(entry => entry.Id)
                .ToListAsync(Cancel)
        );

    private async Task<StaffUser> AddAsync(string role)
    {
        var email = $"{Guid.CreateVersion7(app.Clock.GetUtcNow()):n}@staff.example";
        return (await DeskAsync(desk => desk.AddAsync(EmailAddress.Parse(email), role, [role], Password))).User!;
    }

    private async Task<T> DeskAsync<T>(Func<StaffDesk, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<StaffDesk>());
    }
}
