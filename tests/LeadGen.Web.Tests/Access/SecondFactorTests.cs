using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

public sealed class SecondFactorTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Password = "four quiet river stones";

    /// <summary>RFC 6238, appendix B, for SHA-1; of its eight digits the last six.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt("12345678901234567890"u8, DateTimeOffset.FromUnixTimeSeconds(seconds)));

    [Fact]
    public void A_key_is_typed_in_base_32() =>
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.TextOf("12345678901234567890"u8));

    [Fact]
    public async Task With_it_on_the_password_alone_opens_nothing_and_each_code_opens_once()
    {
        var (user, key) = await WithFactorAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var (client, other) = (app.Anonymous(), app.Anonymous());

        var first = await PasswordAsync(client, user);
        Assert.StartsWith("/account/code", first.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancel)).StatusCode);

        var wrong = await client.SubmitAsync("/account/code", null, ("code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var code = Totp.CodeAt(key, app.Clock.GetUtcNow());
        var right = await client.SubmitAsync("/account/code", null, ("code", code.Insert(3, " ")));
        Assert.Equal("/queue", right.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account", Cancel)).StatusCode);

        await PasswordAsync(other, user);
        var again = await other.SubmitAsync("/account/code", null, ("code", code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task A_code_of_the_paper_opens_once_too()
    {
        var (user, _, paper) = await SetUpAsync();

        foreach (var expected in (HttpStatusCode[])[HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity])
        {
            var client = app.Anonymous();
            await PasswordAsync(client, user);
            var answer = await client.SubmitAsync("/account/code", null, ("code", paper[3].ToLowerInvariant()));
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Where_the_key_of_the_app_can_not_be_read_any_more_paper_opens_and_the_page_says_so()
    {
        var (user, key, paper) = await SetUpAsync();
        await app.DbAsync(db =>
            db.Users.Where(one => one.Id == user.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.SecondFactorKey, "bG9zdA"), Cancel)
        );
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        using var client = app.Anonymous();
        await PasswordAsync(client, user);

        using var lost = await client.SubmitAsync(
            "/account/code",
            null,
            ("code", Totp.CodeAt(key, app.Clock.GetUtcNow()))
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, lost.StatusCode);
        var said = (await lost.PageAsync()).QuerySelector(".error-summary").Reads();
        Assert.Contains("on paper, or ask an administrator", said, StringComparison.Ordinal);
        using var opened = await client.SubmitAsync("/account/code", null, ("code", paper[0]));
        Assert.Equal(HttpStatusCode.Redirect, opened.StatusCode);
    }

    [Fact]
    public async Task Key_and_paper_codes_are_not_in_the_database_in_clear_and_not_in_the_log()
    {
        var (user, key, paper) = await SetUpAsync();

        var row = await app.DbAsync(db => db.Users.AsNoTracking().SingleAsync(one => one.Id == user.Id, Cancel));
        var log = await app.DbAsync(db =>
            db.Set<AuditEntry>().Where(entry => entry.ObjectId == user.Id.ToString()).ToListAsync(Cancel)
        );

        Assert.True(row.TwoFactorEnabled);
        Assert.DoesNotContain(Totp.TextOf(key), row.SecondFactorKey, StringComparison.Ordinal);
        Assert.Equal(SecondFactor.RecoveryCodes, row.RecoveryCodes.Count);
        Assert.Empty(row.RecoveryCodes.Intersect(paper));
        Assert.Contains(log, entry => entry.Changes.ContainsKey("two_factor_enabled"));
        Assert.Contains(log, entry => entry.Changes.TryGetValue("second_factor_key", out var told) && told.To is null);
    }

    [Fact]
    public async Task Without_the_password_or_with_a_wrong_code_it_is_not_switched_on()
    {
        var (_, client) = await SignedInAsync();

        var noPassword = await SwitchOnAsync(client, ("password", "wrong"));
        var wrongCode = await SwitchOnAsync(client, ("password", Password), ("code", "000000"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, noPassword.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongCode.StatusCode);
        Assert.Null((await client.OpenAsync("/account/second-factor")).QuerySelector("[formaction*=Off]"));
    }

    [Fact]
    public async Task Wrong_codes_lock_the_user_out_like_wrong_passwords()
    {
        var (user, key) = await WithFactorAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var client = app.Anonymous();
        await PasswordAsync(client, user);
        for (var i = 0; i < StaffSetup.TriesBeforeLockout; i++)
        {
            await client.SubmitAsync("/account/code", null, ("code", "000000"));
        }

        var right = await client.SubmitAsync("/account/code", null, ("code", Totp.CodeAt(key, app.Clock.GetUtcNow())));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
    }

    [Fact]
    public async Task Asked_of_administrators_one_without_is_led_to_set_it_up_and_others_are_not()
    {
        var (_, admin) = await SignedInAsync();
        var rep = await app.SignedInAsync(Roles.SalesRep);
        await admin.SubmitAsync("/admin/settings", null, ("second_factor_for", "administrators"));
        try
        {
            var led = await admin.GetAsync("/admin/users", Cancel);
            Assert.Equal("/account/second-factor", led.Headers.Location?.OriginalString);
            Assert.Equal(HttpStatusCode.OK, (await rep.GetAsync("/queue", Cancel)).StatusCode);

            await SwitchOnAsync(admin, ("password", Password));
            Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/admin/users", Cancel)).StatusCode);
        }
        finally
        {
            await admin.SubmitAsync("/admin/settings", null, ("second_factor_for", "nobody"));
        }
    }

    [Fact]
    public async Task An_administrator_switches_off_what_was_lost()
    {
        var (user, _) = await WithFactorAsync();
        var admin = await app.SignedInAsync(Roles.Admin);

        await admin.SubmitAsync($"/admin/users/{user.Id}", "Factor");

        var answer = await PasswordAsync(app.Anonymous(), user);
        Assert.Equal("/queue", answer.Headers.Location?.OriginalString);
        var told = (await ToldAsync(user))[^1];
        Assert.Equal("Your second factor was switched off", told.Subject);
        Assert.StartsWith("It was done by Admin on ", told.When, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_another_factor_or_password_is_told_by_mail_with_the_request_it_came_from()
    {
        var (user, client) = await SignedInAsync();
        await app.ChooseAsync(user, NotifyBy.Never);
        await SwitchOnAsync(client, ("password", Password));
        await client.SubmitAsync("/account/second-factor", null, ("present", "wrong"));
        var page = await client.OpenAsync("/account/second-factor");
        await client.PostAsync(
            "/account/second-factor?handler=Renew",
            new FormUrlEncodedContent([
                new("present", Password),
                new(
                    "__RequestVerificationToken",
                    page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!
                ),
            ]),
            Cancel
        );
        await client.SubmitAsync("/account", "Password", ("currentPassword", "wrong"), ("newPassword", Password + "!"));
        await client.SubmitAsync(
            "/account",
            "Password",
            ("currentPassword", Password),
            ("newPassword", Password + "!")
        );

        Assert.Equal(
            [
                "An authenticator app was added to your account",
                "New codes for paper were made for your account",
                "Your password was changed",
            ],
            (await ToldAsync(user)).Select(mail => mail.Subject)
        );
        var rows = (await app.MailsAsync()).Where(mail => mail.StaffId == user.Id).ToList();
        Assert.All(rows, mail => Assert.Equal(user.Email, mail.ToAddress));
        Assert.Equal(3, rows.Select(mail => mail.RequestId).Distinct().Count());
        Assert.All(rows, mail => Assert.Matches("^[0-9a-f]{32}$", mail.RequestId));
    }

    [Fact]
    public async Task One_sees_where_one_is_signed_in_and_ends_a_session_elsewhere_but_nobody_elses()
    {
        var mina = await app.AddStaffAsync(Roles.SalesRep);
        var (here, there) = (await app.SignInAsync(mina), await app.SignInAsync(mina));
        var bo = await app.SignedInAsync(Roles.SalesRep);
        var page = await here.OpenAsync("/account");
        var button = page.QuerySelectorAll("button").Single(one => one.TextContent.Contains("End it"));
        var session = button.Closest("form")!.QuerySelector("input[name=session]")!.GetAttribute("value")!;

        var token = (await bo.OpenAsync("/account")).QuerySelector("input[name=__RequestVerificationToken]")!;
        await bo.PostAsync(
            "/account?handler=End",
            new FormUrlEncodedContent([
                new("session", session),
                new("__RequestVerificationToken", token.GetAttribute("value")!),
            ]),
            Cancel
        );
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/account", Cancel)).StatusCode);

        await here.PressAsync("/account", button);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_signs_out_is_out_on_the_server_too()
    {
        var client = await app.SignedInAsync(Roles.SalesRep);
        using var copy = new HttpRequestMessage(HttpMethod.Get, "/account");
        var sent = await client.GetAsync("/account", Cancel);
        var cookie = sent.RequestMessage!.Headers.TryGetValues("Cookie", out var cookies) ? cookies.Single() : "";
        Assert.Contains("leadgen=", cookie, StringComparison.Ordinal);

        await client.SubmitAsync("/account/logout");
        copy.Headers.Add("Cookie", cookie);
        var answer = await app.Anonymous().SendAsync(copy, Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task An_administrator_signs_somebody_out_everywhere()
    {
        var mina = await app.AddStaffAsync(Roles.SalesRep);
        var client = await app.SignInAsync(mina);
        await app.SetPasswordAsync(mina);
        client = await app.SignInAsync(mina);
        var admin = await app.SignedInAsync(Roles.Admin);

        await admin.SubmitAsync($"/admin/users/{mina.Id}", "Sessions");

        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancel)).StatusCode);
    }

    private async Task<(StaffUser User, byte[] Key)> WithFactorAsync()
    {
        var (user, key, _) = await SetUpAsync();
        return (user, key);
    }

    private async Task<(StaffUser User, byte[] Key, IReadOnlyList<string> Paper)> SetUpAsync()
    {
        var (user, client) = await SignedInAsync();
        var page = await client.OpenAsync("/account/second-factor");
        var key = KeyOf(page);
        var answer = await SwitchOnAsync(client, page, ("password", Password));
        var codes = (await answer.PageAsync()).QuerySelectorAll("li code").Select(code => code.TextContent).ToList();
        Assert.Equal(SecondFactor.RecoveryCodes, codes.Count);
        return (user, key, codes);
    }

    private async Task<HttpResponseMessage> SwitchOnAsync(
        HttpClient client,
        params (string Name, string Value)[] fields
    ) => await SwitchOnAsync(client, await client.OpenAsync("/account/second-factor"), fields);

    private Task<HttpResponseMessage> SwitchOnAsync(
        HttpClient client,
        IHtmlDocument page,
        params (string Name, string Value)[] fields
    )
    {
        var code = ("code", Totp.CodeAt(KeyOf(page), app.Clock.GetUtcNow()));
        var all = fields.Any(field => field.Name == "code") ? fields : [.. fields, code];
        return client.PressAsync(
            "/account/second-factor",
            page.QuerySelectorAll("main button").Single(button => button.TextContent.Contains("Switch it on")),
            all
        );
    }

    private static byte[] KeyOf(IHtmlDocument page)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = new StringBuilder();
        foreach (var letter in page.QuerySelector("code")!.TextContent.Replace(" ", "", StringComparison.Ordinal))
        {
            bits.Append(Convert.ToString(Letters.IndexOf(letter), 2).PadLeft(5, '0'));
        }

        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.ToString(i * 8, 8), 2))];
    }

    private async Task<(StaffUser User, HttpClient Client)> SignedInAsync()
    {
        var user = await app.AddStaffAsync(Roles.Admin);
        await app.SetPasswordAsync(user);
        return (user, await app.SignInAsync(user));
    }

    private async Task<List<SignInChangedMail>> ToldAsync(StaffUser user) =>
        [
            .. (await app.MailsAsync())
                .Where(mail => mail.StaffId == user.Id && mail.Kind == MailKind.SignInChanged)
                .Select(mail => JsonColumn.Read<SignInChangedMail>(mail.Data)),
        ];

    private static Task<HttpResponseMessage> PasswordAsync(HttpClient client, StaffUser user) =>
        client.SubmitAsync("/account/login", null, ("email", user.Email!), ("password", Password));
}

file static class Passwords
{
    public static async Task SetPasswordAsync(this WebApp app, StaffUser user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<StaffUser>>();
        var found = await users.FindByIdAsync(user.Id.ToString());
        Assert.True((await users.AddPasswordAsync(found!, "four quiet river stones")).Succeeded);
    }
}
