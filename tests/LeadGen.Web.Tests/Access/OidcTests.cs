using LeadGen.Domain.Capture;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

public sealed class OidcTests(PostgresServer server)
{
    private const string Password = "correct horse battery staple";

    [Fact]
    public async Task Whom_the_provider_vouches_for_comes_in_with_the_roles_of_its_claims_each_time_anew()
    {
        await using var provider = await SmallProvider.StartAsync();
        await using var app = await WebApp.StartAsync(server, provider.Settings);
        await AddAdministratorAsync(app, "boss@example.com");
        using var browser = app.Anonymous();
        var login = await browser.OpenAsync("/account/login?returnUrl=%2Ftasks");
        var link = login.QuerySelector("main a.button");
        Assert.Equal("Sign in with Example Login", link?.TextContent.Trim());

        provider.Is("ada-1", "Ada@example.com", "inside-sales", "others");
        Assert.Equal("/tasks", await ThroughAsync(browser, link!.GetAttribute("href")!));
        await browser.OpenAsync("/queue");
        using (var refused = await browser.GetAsync("/admin/users", Cancel))
        {
            Assert.Equal(403, (int)refused.StatusCode);
        }

        var ada = await UserAsync(app, "ada@example.com");
        Assert.Equal(("Ada of the Provider", (string?)null), (ada?.DisplayName, ada?.PasswordHash));

        // Another address by now, and other groups: the same person.
        provider.Is("ada-1", "ada.lovelace@example.com", "it");
        using var again = app.Anonymous();
        Assert.Equal("/queue", await ThroughAsync(again, "/account/external"));
        await again.OpenAsync("/admin/users");
        Assert.Null(await UserAsync(app, "ada.lovelace@example.com"));
        Assert.Equal([Roles.Admin], await RolesAsync(app, ada!.Id));
        var told = await app.DbAsync(db =>
            db.Set<AuditEntry>()
                .Where(entry => entry.ObjectId == ada.Id.ToString() && entry.ActorKind == ActorKind.Provider)
                .ToListAsync(Cancel)
        );
        Assert.Contains(told, entry => entry.Action == AuditAction.Added);
        Assert.Equal(
            [Roles.SalesRep, Roles.Admin],
            told.Select(entry => entry.Changes.GetValueOrDefault("role")?.To).OfType<string>()
        );
    }

    [Fact]
    public async Task Who_has_no_role_is_let_go_or_is_not_proved_stays_outside_and_learns_what_to_do()
    {
        await using var provider = await SmallProvider.StartAsync();
        await using var app = await WebApp.StartAsync(server, provider.Settings);
        await AddAdministratorAsync(app, "boss@example.com");
        var rep = await app.AddStaffAsync(Roles.SalesRep);

        provider.Is("eve", "eve@example.com", "visitors");
        await RefusedAsync("no role");
        Assert.Null(await UserAsync(app, "eve@example.com"));

        // Whoever can enter any address there is not whom it belongs to here.
        provider.Is("mallory", "boss@example.com", "sales");
        provider.Person["email_verified"] = false;
        await RefusedAsync("verified");
        provider.Person.Remove("email_verified");
        await RefusedAsync("verified");

        provider.Is("rep", rep.Email!, "sales");
        using (var browser = app.Anonymous())
        {
            Assert.Equal("/queue", await ThroughAsync(browser, "/account/external"));
        }

        provider.Is("rep", rep.Email!, "nothing-any-more");
        await RefusedAsync("no role");
        Assert.Empty(await RolesAsync(app, rep.Id));
        provider.Is("rep", rep.Email!, "sales");
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<StaffDesk>().DeactivateAsync(rep.Id, Cancel);
        }

        await RefusedAsync("switched off");

        async Task RefusedAsync(string words)
        {
            using var browser = app.Anonymous();
            var at = await ThroughAsync(browser, "/account/external");
            Assert.StartsWith("/account/login?refused=", at, StringComparison.Ordinal);
            var page = await browser.OpenAsync(at);
            Assert.Contains(words, page.QuerySelector("main").Reads(), StringComparison.Ordinal);
            using var queue = await browser.GetAsync("/queue", Cancel);
            Assert.Equal(302, (int)queue.StatusCode);
        }
    }

    [Fact]
    public async Task What_was_forged_or_answers_another_sign_in_lets_nobody_in()
    {
        await using var provider = await SmallProvider.StartAsync();
        await using var app = await WebApp.StartAsync(server, provider.Settings);
        await AddAdministratorAsync(app, "boss@example.com");
        provider.Is("ada-1", "ada@example.com", "sales");

        provider.SignsWithAnother = true;
        await FailsAsync();
        (provider.SignsWithAnother, provider.TellsAnotherNonce) = (false, true);
        await FailsAsync();
        (provider.TellsAnotherNonce, provider.Error) = (false, "access_denied");
        await FailsAsync();
        provider.Error = null;

        // The answer to one browser, brought by another.
        using var victim = app.Anonymous();
        using var attacker = app.Anonymous();
        var callback = await AskAsync(attacker, "/account/external");
        using var stolen = await victim.GetAsync(callback, Cancel);
        Assert.Equal("/account/login?refused=failed", stolen.Headers.Location?.OriginalString);
        Assert.Null(await UserAsync(app, "ada@example.com"));

        async Task FailsAsync()
        {
            using var browser = app.Anonymous();
            Assert.Equal("/account/login?refused=failed", await ThroughAsync(browser, "/account/external"));
        }
    }

    [Fact]
    public async Task The_local_administrator_stays_one_and_comes_in_while_the_provider_is_away()
    {
        var provider = await SmallProvider.StartAsync();
        await using var app = await WebApp.StartAsync(server, provider.Settings);
        var boss = await AddAdministratorAsync(app, "boss@example.com");
        provider.Is("boss", "boss@example.com", "sales");
        using (var browser = app.Anonymous())
        {
            await ThroughAsync(browser, "/account/external");
            Assert.Equal([Roles.Admin], await RolesAsync(app, boss.Id));
        }

        var settings = provider.Settings;
        await provider.DisposeAsync();
        await using var later = await WebApp.StartAsync(server, settings);
        await AddAdministratorAsync(later, "boss@example.com");
        using var away = later.Anonymous();
        using var refused = await away.GetAsync("/account/external", Cancel);
        Assert.Equal("/account/login?refused=away", refused.Headers.Location?.OriginalString);
        using var signedIn = await away.SubmitAsync(
            "/account/login",
            null,
            ("email", "boss@example.com"),
            ("password", Password)
        );
        Assert.Equal("/queue", signedIn.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Without_a_provider_nothing_of_it_is_there()
    {
        await using var app = await WebApp.StartAsync(server);
        using var browser = app.Anonymous();
        Assert.Null((await browser.OpenAsync("/account/login")).QuerySelector("main a.button"));
        using var answer = await browser.GetAsync("/account/external", Cancel);
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("Authority", "http://login.example.com", "LeadGen__Oidc__Authority is no https address")]
    [InlineData("Authority", "", "LeadGen__Oidc__Authority")]
    [InlineData("ClientId", " ", "LeadGen__Oidc__ClientId is not set")]
    [InlineData("Roles:Boss", "it", "LeadGen__Oidc__Roles__Boss names no role. There are Admin")]
    public void A_wrong_setting_is_named(string name, string value, string message)
    {
        var settings = new Dictionary<string, string?>
        {
            ["LeadGen:Oidc:Authority"] = "https://login.example.com",
            ["LeadGen:Oidc:ClientId"] = "leadgen",
            ["LeadGen:Oidc:" + name] = value,
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

        var error = Assert.Throws<SettingException>(() => OidcSettings.Read(configuration));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_nothing_is_mapped_to_is_made_by_its_own_name()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["LeadGen:Oidc:Authority"] = "https://login.example.com",
                    ["LeadGen:Oidc:ClientId"] = "leadgen",
                    ["LeadGen:Oidc:Roles:Admin"] = "it,ops",
                }
            )
            .Build();

        var settings = OidcSettings.Read(configuration)!;

        Assert.Equal([Roles.Admin, Roles.SalesRep], settings.RolesOf(["SalesRep", "ops", "else"]));
        Assert.Empty(settings.RolesOf(["Admin"]));
    }

    /// <summary>From the app to the provider and back, as a browser goes.</summary>
    /// <returns>Where the app leads then.</returns>
    private static async Task<string> ThroughAsync(HttpClient browser, string path)
    {
        using var back = await browser.GetAsync(await AskAsync(browser, path), Cancel);
        Assert.True((int)back.StatusCode == 302, $"The way back answered {back.StatusCode}");
        return back.Headers.Location!.OriginalString;
    }

    /// <returns>The way back that the provider names.</returns>
    private static async Task<string> AskAsync(HttpClient browser, string path)
    {
        using var challenge = await browser.GetAsync(path, Cancel);
        Assert.Equal(302, (int)challenge.StatusCode);
        Assert.All(
            challenge.Headers.GetValues("Set-Cookie"),
            cookie => Assert.Matches("^__Host-leadgen_(way|nonce)\\..*; path=/; secure; samesite=lax; httponly", cookie)
        );
        using var outside = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await outside.GetAsync(challenge.Headers.Location, Cancel);
        Assert.Equal(302, (int)answer.StatusCode);
        Assert.Equal("localhost", answer.Headers.Location!.Host);
        return answer.Headers.Location.PathAndQuery;
    }

    private static async Task<StaffUser> AddAdministratorAsync(WebApp app, string email)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (user, result) = await scope
            .ServiceProvider.GetRequiredService<StaffDesk>()
            .AddAsync(EmailAddress.Parse(email), "The Boss", [Roles.Admin], Password);
        Assert.True(result.Succeeded, result.ToString());
        return user!;
    }

    private static Task<StaffUser?> UserAsync(WebApp app, string email) =>
        app.DbAsync(db =>
            db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.UserName == EmailAddress.Parse(email).Key, Cancel)
        );

    private static async Task<IList<string>> RolesAsync(WebApp app, Guid id)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        return await users.GetRolesAsync((await users.FindByIdAsync(id.ToString()))!);
    }
}
