using System.Net;
using System.Text.Json;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

public sealed class PasskeyTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Password = "four quiet river stones";

    [Fact]
    public async Task It_signs_in_without_a_password_and_is_the_second_factor_that_the_password_then_needs()
    {
        using var device = new SmallDevice();
        var (user, _, paper) = await WithPasskeyAsync(device);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var client = app.Anonymous();

        var answer = await SignInAsync(client, device);

        Assert.Equal("/queue", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/admin/users", Cancel)).StatusCode);
        var page = await client.OpenAsync("/account/passkeys");
        Assert.Contains("My laptop On one device", page.QuerySelector("tbody").Reads(), StringComparison.Ordinal);
        Assert.DoesNotContain("Never", page.QuerySelector("tbody").Reads(), StringComparison.Ordinal);

        var other = app.Anonymous();
        var half = await other.SubmitAsync("/account/login", null, ("email", user.Email!), ("password", Password));
        Assert.StartsWith("/account/code", half.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.NotNull((await other.OpenAsync("/account/code")).QuerySelector("form[data-passkey=get]"));
        var opened = await other.SubmitAsync("/account/code", null, ("code", paper[0]));
        Assert.Equal("/queue", opened.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Where_a_second_factor_is_asked_of_administrators_a_passkey_is_one()
    {
        using var device = new SmallDevice();
        var (_, client) = await SignedInAsync();
        await client.SubmitAsync("/admin/settings", null, ("second_factor_for", "administrators"));
        try
        {
            var led = await client.GetAsync("/admin/users", Cancel);
            Assert.Equal("/account/second-factor", led.Headers.Location?.OriginalString);

            await AddAsync(client, device);

            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/admin/users", Cancel)).StatusCode);
        }
        finally
        {
            await client.SubmitAsync("/admin/settings", null, ("second_factor_for", "nobody"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_opens_once_whether_or_not_the_device_counts(bool counts)
    {
        using var device = new SmallDevice { Counts = counts };
        await WithPasskeyAsync(device);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var (options, state) = await AskAsync(app.Anonymous());
        var answer = device.Sign(options);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => BringAsync(app.Anonymous(), answer, state))
        );

        Assert.Single(results, result => result.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(3, results.Count(result => result.StatusCode == HttpStatusCode.UnprocessableEntity));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(app.Anonymous(), device)).StatusCode);
    }

    public static TheoryData<string> Wrongs => ["origin", "question", "person", "key", "count", "late", "made up"];

    [Theory, MemberData(nameof(Wrongs))]
    public async Task What_is_no_answer_of_the_device_to_us_opens_nothing(string wrong)
    {
        using var device = new SmallDevice();
        using var other = new SmallDevice();
        await WithPasskeyAsync(device);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(app.Anonymous(), device)).StatusCode);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var client = app.Anonymous();
        var (options, state) = await AskAsync(client);

        device.Origin = wrong == "origin" ? "https://localhost.evil.example" : device.Origin;
        device.MistakesTheQuestion = wrong == "question";
        device.Verifies = wrong != "person";
        device.Count = wrong == "count" ? 0 : device.Count;
        var answer = wrong == "key" ? other.Sign(options) : device.Sign(options);
        app.Clock.Advance(wrong == "late" ? PasskeyQuestions.Life : TimeSpan.Zero);
        var refused = await BringAsync(client, answer, wrong == "made up" ? state[..^4] + "AAAA" : state);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancel)).StatusCode);
        (device.Origin, device.MistakesTheQuestion, device.Verifies) = ("https://localhost", false, true);
        device.Count += 10;
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(app.Anonymous(), device)).StatusCode);
    }

    [Fact]
    public async Task It_is_added_with_the_password_by_its_owner_for_this_address_and_once()
    {
        using var device = new SmallDevice();
        var (_, mina) = await SignedInAsync();
        var (_, bo) = await SignedInAsync();

        var wrong = await mina.SubmitAsync("/account/passkeys", "Ask", ("name", "My laptop"), ("password", "wrong"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Null((await wrong.PageAsync()).QuerySelector("[data-options]"));

        // Bo brings what Mina was asked.
        var (options, state) = await AskToMakeAsync(mina);
        var (_, other) = await AskToMakeAsync(bo);
        Assert.NotEqual(state, other);
        var stolen = await KeepAsync(bo, device.Make(options), state);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stolen.StatusCode);

        device.Origin = "https://evil.example";
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await KeepAsync(mina, device.Make(options), state)).StatusCode
        );
        device.Origin = "https://localhost";
        Assert.Equal(HttpStatusCode.OK, (await KeepAsync(mina, device.Make(options), state)).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await KeepAsync(mina, device.Make(options), state)).StatusCode
        );
        Assert.Single((await mina.OpenAsync("/account/passkeys")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await bo.OpenAsync("/account/passkeys")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Removed_it_opens_nothing_and_without_any_the_password_alone_signs_in()
    {
        using var device = new SmallDevice();
        var (user, client, _) = await WithPasskeyAsync(device);
        var key = (await client.OpenAsync("/account/passkeys"))
            .QuerySelector("input[name=passkey]")!
            .GetAttribute("value")!;

        var wrong = await client.SubmitAsync("/account/passkeys", "Remove", ("passkey", key), ("present", "wrong"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var (_, stranger) = await SignedInAsync();
        await RemoveAsync(stranger, key);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(app.Anonymous(), device)).StatusCode);

        var page = await client.FollowAsync(
            await client.SubmitAsync("/account/passkeys", "Remove", ("passkey", key), ("present", Password))
        );

        Assert.Contains("Your password alone", page.Flash(), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(app.Anonymous(), device)).StatusCode);
        var whole = await app.Anonymous()
            .SubmitAsync("/account/login", null, ("email", user.Email!), ("password", Password));
        Assert.Equal("/queue", whole.Headers.Location?.OriginalString);
        Assert.Equal(
            ["A passkey was added to your account", "A passkey was removed from your account"],
            (await app.MailsAsync())
                .Where(mail => mail.StaffId == user.Id)
                .Select(mail => JsonColumn.Read<SignInChangedMail>(mail.Data).Subject)
        );
    }

    [Theory]
    [InlineData("Deactivate")]
    [InlineData("Factor")]
    public async Task An_administrator_who_lets_somebody_go_or_resets_them_removes_it_for_good(string handler)
    {
        using var device = new SmallDevice();
        var (user, _, _) = await WithPasskeyAsync(device);
        var admin = await app.SignedInAsync(Roles.Admin);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        await admin.SubmitAsync($"/admin/users/{user.Id}", handler);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(app.Anonymous(), device)).StatusCode);
        await app.DbAsync(db =>
            db.Users.Where(one => one.Id == user.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.DeactivatedAt, (DateTimeOffset?)null), Cancel)
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignInAsync(app.Anonymous(), device)).StatusCode);
        Assert.False(await app.DbAsync(db => db.Passkeys.AnyAsync(key => key.UserId == user.Id, Cancel)));
        Assert.False(
            await app.DbAsync(db => db.Users.AnyAsync(one => one.Id == user.Id && one.TwoFactorEnabled, Cancel))
        );
    }

    [Fact]
    public async Task The_log_tells_who_added_it_and_its_name_and_no_key()
    {
        using var device = new SmallDevice();
        var (user, _, _) = await WithPasskeyAsync(device);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await SignInAsync(app.Anonymous(), device);

        var log = await app.DbAsync(db =>
            db.Set<AuditEntry>().Where(entry => entry.ActorId == user.Id).ToListAsync(Cancel)
        );

        var added = Assert.Single(log, entry => entry.Kind == "staff_passkeys");
        Assert.Equal("My laptop", added.Changes["name"].To);
        Assert.Null(added.Changes["public_key"].To);
        Assert.Null(added.Changes["credential_id"].To);
        Assert.Contains(log, entry => entry.Action == AuditAction.SignedIn && entry.Way.Contains("/account/login"));
    }

    [Fact]
    public async Task A_lockout_by_somebody_who_guesses_keeps_nobody_out_who_has_one()
    {
        using var device = new SmallDevice();
        var (user, _, _) = await WithPasskeyAsync(device);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < StaffSetup.TriesBeforeLockout; i++)
        {
            await app.Anonymous().SubmitAsync("/account/login", null, ("email", user.Email!), ("password", "wrong"));
        }

        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(app.Anonymous(), device)).StatusCode);
    }

    [Fact]
    public async Task A_link_for_a_new_password_does_not_go_round_the_second_factor()
    {
        using var device = new SmallDevice();
        var (user, _, paper) = await WithPasskeyAsync(device);
        var admin = await app.SignedInAsync(Roles.Admin);
        await admin.SubmitAsync($"/admin/users/{user.Id}", "Link");
        var link = (await admin.OpenAsync($"/admin/users/{user.Id}")).QuerySelector(".shown-once code")!.TextContent;
        var client = app.Anonymous();

        var chosen = await client.SubmitAsync(new Uri(link).PathAndQuery, null, ("password", "seven slow green boats"));

        Assert.Equal("/account/code", chosen.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancel)).StatusCode);
        await client.SubmitAsync("/account/code", null, ("code", paper[0]));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account", Cancel)).StatusCode);
    }

    private async Task<(StaffUser User, HttpClient Client, IReadOnlyList<string> Paper)> WithPasskeyAsync(
        SmallDevice device
    )
    {
        var (user, client) = await SignedInAsync();
        return (user, client, await AddAsync(client, device));
    }

    /// <returns>The codes for paper.</returns>
    private static async Task<IReadOnlyList<string>> AddAsync(HttpClient client, SmallDevice device)
    {
        var (options, state) = await AskToMakeAsync(client);
        var page = await (await KeepAsync(client, device.Make(options), state)).PageAsync();
        var codes = page.QuerySelectorAll("li code").Select(code => code.TextContent).ToList();
        Assert.Equal(SecondFactor.RecoveryCodes, codes.Count);
        return codes;
    }

    private static async Task<(string Options, string State)> AskToMakeAsync(HttpClient client)
    {
        var answer = await client.SubmitAsync(
            "/account/passkeys",
            "Ask",
            ("name", "My laptop"),
            ("password", Password)
        );
        var form = (await answer.PageAsync()).QuerySelector("form[data-passkey=make]")!;
        return (form.GetAttribute("data-options")!, form.QuerySelector("input[name=state]")!.GetAttribute("value")!);
    }

    /// <summary>By the token of another form of the page: that of the question is gone with a new look at it.</summary>
    private static async Task<HttpResponseMessage> KeepAsync(HttpClient client, string answer, string state)
    {
        var page = await client.OpenAsync("/account/passkeys");
        return await PostAsync(client, page, "/account/passkeys?handler=Add", ("credential", answer), ("state", state));
    }

    private static async Task<HttpResponseMessage> RemoveAsync(HttpClient client, string key)
    {
        var page = await client.OpenAsync("/account/passkeys");
        return await PostAsync(
            client,
            page,
            "/account/passkeys?handler=Remove",
            ("passkey", key),
            ("present", Password)
        );
    }

    private static Task<HttpResponseMessage> PostAsync(
        HttpClient client,
        AngleSharp.Html.Dom.IHtmlDocument page,
        string path,
        params (string Name, string Value)[] fields
    ) =>
        client.PostAsync(
            path,
            new FormUrlEncodedContent(
                fields
                    .Append(
                        (
                            "__RequestVerificationToken",
                            page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!
                        )
                    )
                    .Select(field => KeyValuePair.Create(field.Item1, field.Item2))
            ),
            Cancel
        );

    private static async Task<(string Options, string State)> AskAsync(HttpClient client)
    {
        using var asked = JsonDocument.Parse(await client.GetStringAsync("/account/login?handler=Passkey", Cancel));
        return (
            asked.RootElement.GetProperty("options").GetString()!,
            asked.RootElement.GetProperty("state").GetString()!
        );
    }

    private static Task<HttpResponseMessage> BringAsync(HttpClient client, string answer, string state) =>
        client.SubmitAsync("/account/login", "Passkey", ("credential", answer), ("state", state));

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient client, SmallDevice device)
    {
        var (options, state) = await AskAsync(client);
        return await BringAsync(client, device.Sign(options), state);
    }

    private async Task<(StaffUser User, HttpClient Client)> SignedInAsync()
    {
        var user = await app.AddStaffAsync(Roles.Admin);
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        Assert.True(
            (await users.AddPasswordAsync((await users.FindByIdAsync(user.Id.ToString()))!, Password)).Succeeded
        );
        return (user, await app.SignInAsync(user));
    }
}
