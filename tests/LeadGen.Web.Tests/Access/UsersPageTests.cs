using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Access;

public sealed class UsersPageTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private const string Password = "four quiet river stones";

    private StaffUser _boss = null!;
    private HttpClient _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await app.RemoveStaffAsync();
        _boss = await AddAsync("boss@example.com", "The Boss", Roles.Admin);
        _admin = await app.SignInAsync(_boss);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_invited_person_chooses_a_password_and_is_in_with_the_roles_given()
    {
        var link = await InviteAsync("lena@example.com", Roles.SalesRep, Roles.Marketer);
        var lena = app.Anonymous();
        var page = await lena.PageAsync(link);
        Assert.Contains("Lena", page.QuerySelector("h1")?.TextContent, StringComparison.Ordinal);

        var answer = await lena.SubmitAsync(link, null, ("password", Password));

        Assert.Equal("/queue", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await lena.GetAsync("/marketing/scoring", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await lena.GetAsync("/admin/users", Cancel)).StatusCode);
        var again = await app.Anonymous()
            .SubmitAsync("/account/login", null, ("email", "lena@example.com"), ("password", Password));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task An_invitation_is_shown_once_and_works_once()
    {
        var link = await InviteAsync("lena@example.com", Roles.SalesRep);
        var id = await IdAsync("lena@example.com");
        Assert.Null((await _admin.PageAsync($"/admin/users/{id}")).QuerySelector(".shown-once"));
        var late = app.Anonymous();
        var lateForm = await late.PageAsync(link);

        await app.Anonymous().SubmitAsync(link, null, ("password", Password));

        Used(await app.Anonymous().GetAsync(link, Cancel));
        var form = new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = lateForm
                .QuerySelector("input[name=__RequestVerificationToken]")!
                .GetAttribute("value")!,
            ["password"] = "another five long words",
        };
        Used(await late.PostAsync(link, new FormUrlEncodedContent(form), Cancel));
    }

    [Fact]
    public async Task Links_end_after_their_time_and_open_nothing_else()
    {
        var invitation = await InviteAsync("lena@example.com", Roles.SalesRep);
        var reset = await ResetAsync(_boss.Id);

        Used(await app.Anonymous().GetAsync(invitation.Replace("/invitation/", "/reset/"), Cancel));
        Used(await app.Anonymous().GetAsync(reset.Replace("/reset/", "/invitation/"), Cancel));
        Used(await app.Anonymous().GetAsync(reset[..^2], Cancel));
        Used(await app.Anonymous().GetAsync("/account/reset/" + new string('a', 5000), Cancel));

        app.Clock.Advance(StaffLinks.LifeOf(StaffLinkPurpose.Reset));
        Used(await app.Anonymous().GetAsync(reset, Cancel));
        Assert.Equal(HttpStatusCode.OK, (await app.Anonymous().GetAsync(invitation, Cancel)).StatusCode);
        app.Clock.Advance(StaffLinks.LifeOf(StaffLinkPurpose.Invitation));
        Used(await app.Anonymous().GetAsync(invitation, Cancel));
    }

    [Fact]
    public async Task Behind_a_reset_link_one_chooses_a_new_password_and_other_sessions_and_links_end()
    {
        var lena = await AddAsync("lena@example.com", "Lena", Roles.SalesRep);
        var session = await app.SignInAsync(lena);
        var (link, other) = (await ResetAsync(lena.Id), await ResetAsync(lena.Id));
        Assert.Equal(HttpStatusCode.OK, (await session.GetAsync("/account", Cancel)).StatusCode); // nothing has happened yet

        await app.Anonymous().SubmitAsync(link, null, ("password", "seven slow green boats"));

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, (await session.GetAsync("/account", Cancel)).StatusCode);
        Used(await app.Anonymous().GetAsync(other, Cancel));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync("lena@example.com", Password)).StatusCode);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await SignInAsync("lena@example.com", "seven slow green boats")).StatusCode
        );
    }

    [Fact]
    public async Task A_deactivated_person_is_out_within_a_minute_and_can_come_back()
    {
        var lena = await AddAsync("lena@example.com", "Lena", Roles.SalesRep);
        var session = await app.SignInAsync(lena);
        var link = await ResetAsync(lena.Id);
        Assert.Equal(HttpStatusCode.OK, (await session.GetAsync("/account", Cancel)).StatusCode);

        await _admin.SubmitAsync($"/admin/users/{lena.Id}", "Deactivate");
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Redirect, (await session.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync("lena@example.com", Password)).StatusCode);
        Used(await app.Anonymous().GetAsync(link, Cancel));

        await _admin.SubmitAsync($"/admin/users/{lena.Id}", "Reactivate");
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync("lena@example.com", Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await session.GetAsync("/account", Cancel)).StatusCode);
        Used(await app.Anonymous().GetAsync(link, Cancel));
    }

    [Fact]
    public async Task Changed_roles_hold_within_a_minute()
    {
        var lena = await AddAsync("lena@example.com", "Lena", Roles.SalesRep);
        var session = await app.SignInAsync(lena);
        Assert.Equal(HttpStatusCode.Forbidden, (await session.GetAsync("/marketing/scoring", Cancel)).StatusCode);

        await _admin.SubmitAsync($"/admin/users/{lena.Id}", null, ("name", "Lena B."), ("heldRoles", Roles.Marketer));
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var page = await session.GetAsync("/marketing/scoring", Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Lena B.", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_goes_on_may_be_any_rep_and_what_stays_with_nobody_is_said()
    {
        var lena = await AddAsync("lena@example.com", "Lena", Roles.SalesRep);
        var ada = await AddAsync("ada@example.com", "Ada", Roles.SalesRep);
        await WorkAsync(lena);

        var kept = await _admin.FollowAsync(await _admin.SubmitAsync($"/admin/users/{lena.Id}", "Deactivate"));
        Assert.Contains("hand-offs (1), for a manager", kept.Flash(), StringComparison.Ordinal);
        Assert.Contains("tasks (1), which remind nobody", kept.Flash(), StringComparison.Ordinal);
        await _admin.SubmitAsync($"/admin/users/{lena.Id}", "Reactivate");
        var given = await _admin.FollowAsync(
            await _admin.SubmitAsync($"/admin/users/{lena.Id}", "Deactivate", ("to", ada.Id.ToString()))
        );

        Assert.EndsWith("Handed over: 2 of what they had to do.", given.Flash(), StringComparison.Ordinal);
        Assert.Equal(1, await app.CountAsync($"handoffs where owner_id = '{ada.Id}'"));
        Assert.Equal(1, await app.CountAsync($"tasks where staff_id = '{ada.Id}'"));
    }

    /// <summary>An accepted hand-off and a task.</summary>
    private async Task WorkAsync(StaffUser rep)
    {
        var (lead, handoff) = await app.HandedOverAsync();
        var (now, id) = (app.Clock.GetUtcNow(), Guid.CreateVersion7(app.Clock.GetUtcNow()));
        await app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.handoffs set owner_id = {rep.Id}, state = 'accepted', accepted_at = {now} where id = {handoff.Id};
                insert into leadgen.tasks (id, lead_id, title, due_at, staff_id, created_by, created_at)
                values ({id}, {lead.Id}, 'Call', {now}, {rep.Id}, 'Rita', {now})
                """,
                Cancel
            )
        );
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await InviteAsync("later@example.com", Roles.Admin); // who has not come yet
        foreach (
            var (handler, answers) in new (string?, (string, string)[])[]
            {
                ("Deactivate", []),
                (null, [("name", "The Boss"), ("heldRoles", Roles.SalesRep)]),
            }
        )
        {
            await _admin.SubmitAsync($"/admin/users/{_boss.Id}", handler, answers);

            var page = await _admin.PageAsync($"/admin/users/{_boss.Id}");
            Assert.Contains(
                "last administrator",
                page.QuerySelector(".flash.danger")?.TextContent,
                StringComparison.Ordinal
            );
            Assert.Contains("Active", page.QuerySelector(".page-head")?.TextContent, StringComparison.Ordinal);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await _admin.GetAsync("/admin/users", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Of_administrators_who_deactivate_each_other_at_once_one_stays()
    {
        var others = new List<StaffUser> { _boss };
        for (var i = 0; i < 5; i++)
        {
            others.Add(await AddAsync($"boss{i}@example.com", "Boss", Roles.Admin));
        }

        var changes = await Task.WhenAll(
            others.Select(async user =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<StaffDesk>().DeactivateAsync(user.Id, Cancel);
            })
        );

        Assert.Single(changes, StaffChange.LastAdministrator);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        Assert.Equal(1, await db.Users.CountAsync(user => user.DeactivatedAt == null, Cancel));
    }

    [Fact]
    public async Task An_address_that_somebody_has_can_not_be_invited_again()
    {
        var answer = await _admin.SubmitAsync(
            "/admin/users/invite",
            null,
            ("name", "Other"),
            ("email", "BOSS@example.com"),
            ("heldRoles", Roles.SalesRep)
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.ParseAsync()).QuerySelector(".error-summary a[href='#email']"));
    }

    [Fact]
    public async Task Somebody_without_a_role_or_with_a_made_up_one_is_not_invited()
    {
        foreach (var role in new[] { "", "Owner" })
        {
            var answer = await _admin.SubmitAsync(
                "/admin/users/invite",
                null,
                ("name", "Lena"),
                ("email", "lena@example.com"),
                ("heldRoles", role)
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_list_shows_who_is_there_and_hostile_names_as_text()
    {
        await AddAsync("eve@example.com", "<script>alert(1)</script>", Roles.SalesRep);

        var page = await _admin.PageAsync("/admin/users");
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains(
            "<script>alert(1)</script>",
            page.QuerySelector("tbody")?.TextContent,
            StringComparison.Ordinal
        );
        Assert.Empty(page.QuerySelectorAll("main script"));

        var found = await _admin.PageAsync("/admin/users?q=EVE@");
        Assert.Single(found.QuerySelectorAll("tbody tr"));
        Assert.Empty((await _admin.PageAsync("/admin/users?q=%25")).QuerySelectorAll("tbody tr"));
    }

    private async Task<string> InviteAsync(string email, params string[] roles)
    {
        var answer = await _admin.SubmitAsync(
            "/admin/users/invite",
            null,
            [("name", "Lena"), ("email", email), .. roles.Select(role => ("heldRoles", role))]
        );
        return await ShownLinkAsync(answer);
    }

    private async Task<string> ResetAsync(Guid id) =>
        await ShownLinkAsync(await _admin.SubmitAsync($"/admin/users/{id}", "Link"));

    private async Task<string> ShownLinkAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await _admin.PageAsync(answer.Headers.Location!.OriginalString);
        return new Uri(page.QuerySelector(".shown-once code")!.TextContent).PathAndQuery;
    }

    private static void Used(HttpResponseMessage answer)
    {
        Assert.Equal("/account/link-used", answer.Headers.Location?.OriginalString);
    }

    private Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        app.Anonymous().SubmitAsync("/account/login", null, ("email", email), ("password", password));

    private async Task<Guid> IdAsync(string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        return await db.Users.Where(user => user.Email == email).Select(user => user.Id).SingleAsync(Cancel);
    }

    private async Task<StaffUser> AddAsync(string email, string name, params string[] roles)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<StaffDesk>();
        var (user, result) = await desk.AddAsync(EmailAddress.Parse(email), name, roles, Password);
        Assert.True(result.Succeeded, result.ToString());
        return user!;
    }
}
