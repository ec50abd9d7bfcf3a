using System.Diagnostics;
using System.Net;
using LeadGen.Domain.Capture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Tests.Access;

public sealed class SignInTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private const string Password = "four quiet river stones";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await app.RemoveStaffAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(Roles.SalesRep, "/queue")]
    [InlineData(Roles.SalesManager, "/queue")]
    [InlineData(Roles.Admin, "/queue")]
    [InlineData(Roles.Marketer, "/marketing/scoring")]
    [InlineData(Roles.ServiceRep, "/service/new")]
    public async Task One_lands_on_a_page_that_ones_role_may_see(string role, string page)
    {
        await AddAsync("Mina.Okafor@example.com", role);

        var answer = await SignInAsync(app.Anonymous(), " mina.okafor@EXAMPLE.com ", Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(page, answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/admin/users", "/admin/users")]
    [InlineData("/leads?q=a%26b", "/leads?q=a%26b")]
    [InlineData("https://evil.example/", "/queue")]
    [InlineData("//evil.example/", "/queue")]
    [InlineData("/\\evil.example/", "/queue")]
    [InlineData("javascript:alert(1)", "/queue")]
    public async Task One_comes_back_to_where_one_wanted_to_be_if_that_is_here(string wanted, string page)
    {
        await AddAsync("mina@example.com", Roles.Admin);
        var client = app.Anonymous();

        var answer = await client.SubmitAsync(
            "/account/login?returnUrl=" + Uri.EscapeDataString(wanted),
            null,
            ("email", "mina@example.com"),
            ("password", Password)
        );

        Assert.Equal(page, answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Whoever_can_not_get_in_learns_nothing_from_the_answer()
    {
        await AddAsync("mina@example.com", Roles.Admin);
        var (_, gone) = (
            await AddAsync("boss@example.com", Roles.Admin),
            await AddAsync("gone@example.com", Roles.SalesRep)
        );
        await DeskAsync(desk => desk.DeactivateAsync(gone.Id, Cancel));
        var invited = await app.AddStaffAsync(Roles.SalesRep);

        var wrong = await RefusalAsync("mina@example.com", Password + "!");
        Assert.Equal(wrong, await RefusalAsync("nobody@example.com", Password));
        Assert.Equal(wrong, await RefusalAsync("no address at all", Password));
        Assert.Equal(wrong, await RefusalAsync("gone@example.com", Password));
        Assert.Equal(wrong, await RefusalAsync(invited.Email!, Password));
        for (var i = 0; i < StaffSetup.TriesBeforeLockout; i++)
        {
            Assert.Equal(wrong, await RefusalAsync("mina@example.com", Password + "!"));
        }

        Assert.Equal(wrong, await RefusalAsync("mina@example.com", Password)); // locked out by now
    }

    [Fact]
    public async Task An_unknown_address_takes_as_long_as_a_wrong_password()
    {
        await AddAsync("mina@example.com", Roles.Admin);
        await RefusalAsync("mina@example.com", "wrong"); // what is slow at first is done
        await RefusalAsync("nobody@example.com", "wrong");

        var known = await FastestAsync("mina@example.com");
        var unknown = await FastestAsync("nobody@example.com");

        // Without the hash it would be some 2 ms against 100.
        Assert.InRange(unknown / known, 0.25, 4);
    }

    [Fact]
    public async Task After_too_many_wrong_tries_the_right_password_waits_too()
    {
        await AddAsync("mina@example.com", Roles.Admin);
        for (var i = 0; i < StaffSetup.TriesBeforeLockout; i++)
        {
            await RefusalAsync("mina@example.com", "wrong");
        }

        await RefusalAsync("mina@example.com", Password);
    }

    [Fact]
    public async Task One_address_can_not_try_for_ever()
    {
        await using var started = await WebApp.StartAsync(app.Server);
        var client = started.Anonymous();
        HttpResponseMessage answer;
        var tries = 0;
        do
        {
            answer = await client.SubmitAsync("/account/login"); // empty: that costs no hash
        } while (answer.StatusCode == HttpStatusCode.UnprocessableEntity && ++tries < 3 * AddressLimit.Burst);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.True(tries >= AddressLimit.Burst);
    }

    [Fact]
    public async Task Limits_can_be_switched_off_for_load_tests()
    {
        await using var started = await WebApp.StartAsync(app.Server, ("LeadGen:RateLimits:Enabled", "false"));
        var client = started.Anonymous();
        for (var tries = 0; tries < 2 * AddressLimit.Burst; tries++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.SubmitAsync("/account/login")).StatusCode);
        }
    }

    [Fact]
    public async Task The_cookie_is_for_this_host_alone_and_out_of_reach_of_scripts()
    {
        await AddAsync("mina@example.com", Roles.Admin);
        var safe = await SignInAsync(app.Anonymous(), "mina@example.com", Password);
        var plain = await SignInAsync(app.Anonymous("http"), "mina@example.com", Password);

        var cookie = Assert.Single(Cookies(safe), c => c.Contains("leadgen="));
        Assert.StartsWith("__Host-leadgen=", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);

        Assert.StartsWith(
            "leadgen=",
            Assert.Single(Cookies(plain), c => c.Contains("leadgen=")),
            StringComparison.Ordinal
        );
        Assert.All(Cookies(plain), c => Assert.DoesNotContain("secure", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Every_cookie_is_for_this_host_alone_and_sent_safely()
    {
        await AddAsync("mina@example.com", Roles.Admin);
        var client = app.Anonymous();
        HttpResponseMessage[] answers =
        [
            await client.GetAsync("/account/login", Cancel),
            await SignInAsync(client, "mina@example.com", Password),
            await client.SubmitAsync("/account", "Name", ("name", "Mina O.")),
        ];

        var cookies = answers.SelectMany(Cookies).ToList();
        Assert.All(
            ["leadgen=", "leadgen_form=", "leadgen_flash="],
            name => Assert.Contains(cookies, cookie => cookie.StartsWith("__Host-" + name, StringComparison.Ordinal))
        );
        Assert.All(
            cookies,
            cookie =>
            {
                Assert.StartsWith("__Host-leadgen", cookie, StringComparison.Ordinal);
                Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Contains("; samesite=", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Contains("path=/", cookie.Split("; ").Select(part => part.ToLowerInvariant()));
                Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            }
        );
        // And they are read by that name again: the form went through, and what was said is shown.
        Assert.Equal(HttpStatusCode.Redirect, answers[2].StatusCode);
        var page = await client.PageAsync("/account");
        Assert.Contains("Your name is saved", page.QuerySelector(".flash")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_plain_http_one_is_signed_in_too()
    {
        await AddAsync("mina@example.com", Roles.Admin);
        var client = app.Anonymous("http");
        await SignInAsync(client, "mina@example.com", Password);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_after_an_idle_while_and_however_busy_after_half_a_day()
    {
        var idle = await app.SignedInAsync(Roles.Admin);
        var busy = await app.SignedInAsync(Roles.Admin);
        var start = app.Clock.GetUtcNow();
        while (app.Clock.GetUtcNow() - start < StaffCookie.Longest - TimeSpan.FromHours(0.8))
        {
            app.Clock.Advance(TimeSpan.FromHours(0.7));
            Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/account", Cancel)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Redirect, (await idle.GetAsync("/account", Cancel)).StatusCode);

        app.Clock.Advance(TimeSpan.FromHours(0.9));
        Assert.Equal(HttpStatusCode.Redirect, (await busy.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_the_form_of_the_page_and_ends_the_session()
    {
        var client = await app.SignedInAsync(Roles.Admin);
        var forged = await client.PostAsync("/account/logout", null, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account", Cancel)).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await client.SubmitAsync("/account/logout")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_sessions_elsewhere_within_a_minute()
    {
        var user = await app.AddStaffAsync(Roles.SalesRep);
        var (here, there) = (await app.SignInAsync(user), await app.SignInAsync(user));

        await here.SubmitAsync("/account", "SignOutEverywhere");
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Redirect, (await here.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_changed_password_opens_and_the_one_before_does_not()
    {
        await AddAsync("mina@example.com", Roles.Admin);
        var client = app.Anonymous();
        await SignInAsync(client, "mina@example.com", Password);

        var wrong = await client.SubmitAsync(
            "/account",
            "Password",
            ("currentPassword", "no"),
            ("newPassword", "seven slow green boats")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var done = await client.SubmitAsync(
            "/account",
            "Password",
            ("currentPassword", Password),
            ("newPassword", "seven slow green boats")
        );
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account", Cancel)).StatusCode); // this session goes on
        await RefusalAsync("mina@example.com", Password);
        var again = await SignInAsync(app.Anonymous(), "mina@example.com", "seven slow green boats");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task The_password_is_kept_as_a_slow_hash()
    {
        var user = await AddAsync("mina@example.com", Roles.Admin);
        var hash = Convert.FromBase64String(user.PasswordHash!);
        Assert.Equal(220_000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)));
    }

    [Fact]
    public async Task A_hash_of_fewer_rounds_is_made_anew_at_the_next_sign_in_and_ends_no_session()
    {
        var user = await AddAsync("mina@example.com", Roles.Admin);
        var old = new PasswordHasher<StaffUser>(Options.Create(new PasswordHasherOptions { IterationCount = 10_000 }));
        await app.DbAsync(db =>
            db.Users.ExecuteUpdateAsync(
                set => set.SetProperty(u => u.PasswordHash, old.HashPassword(user, Password)),
                Cancel
            )
        );
        var client = app.Anonymous();
        await SignInAsync(client, "mina@example.com", Password);

        var hash = await app.DbAsync(db => db.Users.Select(u => u.PasswordHash).SingleAsync(Cancel));
        Assert.Equal(
            StaffSetup.PasswordIterations,
            System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hash!).AsSpan(5))
        );
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await SignInAsync(app.Anonymous(), "mina@example.com", Password)).StatusCode
        );
    }

    [Fact]
    public async Task Ones_own_name_or_that_of_the_company_is_no_password()
    {
        await AddAsync("mina@example.com", Roles.Admin);
        await app.DbAsync(async db =>
        {
            await db.SaveSettingAsync("company_name", "Northwind Pumps", Cancel);
            return true;
        });
        app.Clock.Advance(TimeSpan.FromMinutes(1)); // past what is held of the name
        var client = app.Anonymous();
        await SignInAsync(client, "mina@example.com", Password);

        foreach (var guessed in (string[])["NorthwindPumps1!", "mina-example-2026"])
        {
            var answer = await client.SubmitAsync(
                "/account",
                "Password",
                ("currentPassword", Password),
                ("newPassword", guessed)
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var page = await answer.PageAsync();
            Assert.Contains("guessed soon", page.QuerySelector(".error-summary").Reads(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Changing_the_name_shows_it_at_once()
    {
        var client = await app.SignedInAsync(Roles.SalesRep);

        await client.SubmitAsync("/account", "Name", ("name", "  <Zoë & Co>  "));

        var page = await client.PageAsync("/account");
        Assert.Contains("<Zoë & Co>", page.QuerySelector("header .who")?.TextContent, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password) =>
        client.SubmitAsync("/account/login", null, ("email", email), ("password", password));

    /// <summary>What the page says, without what differs at each look.</summary>
    private async Task<string> RefusalAsync(string email, string password)
    {
        var answer = await SignInAsync(app.Anonymous(), email, password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.DoesNotContain(Cookies(answer), cookie => cookie.Contains("leadgen="));
        var page = await answer.ParseAsync();
        page.QuerySelectorAll("input").ToList().ForEach(input => input.Remove());
        return page.DocumentElement.OuterHtml;
    }

    private async Task<double> FastestAsync(string email)
    {
        var fastest = double.MaxValue;
        var client = app.Anonymous();
        for (var i = 0; i < 5; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await SignInAsync(client, email, "wrong");
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return fastest;
    }

    private static string[] Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];

    private async Task<StaffUser> AddAsync(string email, params string[] roles)
    {
        var (user, result) = await DeskAsync(desk => desk.AddAsync(EmailAddress.Parse(email), "Mina", roles, Password));
        Assert.True(result.Succeeded, result.ToString());
        return user!;
    }

    private async Task<T> DeskAsync<T>(Func<StaffDesk, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<StaffDesk>());
    }
}
