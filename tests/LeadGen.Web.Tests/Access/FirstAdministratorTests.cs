using System.Net;
using AngleSharp.Html.Dom;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Access;

public sealed class FirstAdministratorTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await app.RemoveStaffAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_link_makes_an_administrator_who_is_signed_in_and_works_no_more()
    {
        var link = await LinkAsync();
        var client = app.Anonymous();

        var made = await BecomeAsync(client, link, "mina@example.com");
        Assert.Equal("/admin/users", made.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/admin/users", Cancel)).StatusCode);

        await UsedAsync(await app.Anonymous().GetAsync(link, Cancel));
        Assert.Null(await PrepareAsync());
        Assert.Equal(0, await WithDbAsync(db => db.Settings.CountAsync(s => s.Key.StartsWith("first_"), Cancel)));
    }

    [Fact]
    public async Task Of_twenty_who_follow_the_link_at_once_one_becomes_the_administrator()
    {
        var link = await LinkAsync();
        var clients = Enumerable.Range(0, 20).Select(_ => app.Anonymous()).ToList();
        var pages = await Task.WhenAll(clients.Select(client => client.PageAsync(link)));

        var answers = await Task.WhenAll(
            clients.Select((client, i) => client.PostAsync(link, Filled(pages[i], $"mina{i}@example.com"), Cancel))
        );

        Assert.Single(answers, answer => answer.Headers.Location?.OriginalString == "/admin/users");
        Assert.Equal(1, await WithDbAsync(db => db.Users.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Where_there_is_somebody_no_link_works()
    {
        var link = await LinkAsync();
        await app.AddStaffAsync(Roles.SalesRep);

        await UsedAsync(await app.Anonymous().GetAsync(link, Cancel));
    }

    [Fact]
    public async Task A_form_that_was_open_while_somebody_came_makes_nobody()
    {
        var link = await LinkAsync();
        var client = app.Anonymous();
        var page = await client.PageAsync(link);
        await app.AddStaffAsync(Roles.SalesRep);

        await UsedAsync(await client.PostAsync(link, Filled(page, "mina@example.com"), Cancel));

        Assert.Equal(1, await WithDbAsync(db => db.Users.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Another_start_makes_another_link_and_ends_the_one_before()
    {
        var first = await LinkAsync();
        var second = await LinkAsync();

        Assert.NotEqual(first, second);
        await UsedAsync(await app.Anonymous().GetAsync(first, Cancel));
        await UsedAsync(await app.Anonymous().GetAsync("/account/setup/x", Cancel));
        Assert.Equal(HttpStatusCode.OK, (await app.Anonymous().GetAsync(second, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Only_the_hash_of_the_link_is_stored()
    {
        var link = await LinkAsync();
        var settings = await WithDbAsync(db => db.Settings.Select(setting => setting.Value).ToListAsync(Cancel));
        Assert.NotEmpty(settings);
        Assert.All(settings, value => Assert.DoesNotContain(link.Split('/')[^1], value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "mina@example.com", "four quiet river stones", "name")]
    [InlineData("Mina", "mina", "four quiet river stones", "email")]
    [InlineData("Mina", "mina@example.com", "short", "password")]
    [InlineData("Mina", "mina.okafor@example.com", "Mina.Okafor.2026", "password")]
    public async Task What_is_wrong_is_said_at_its_field_and_the_link_still_works(
        string name,
        string email,
        string password,
        string field
    )
    {
        var link = await LinkAsync();
        var client = app.Anonymous();
        var answer = await client.SubmitAsync(link, null, ("name", name), ("email", email), ("password", password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.ParseAsync();
        Assert.NotNull(page.QuerySelector($".error-summary a[href='#{field}']"));
        Assert.Equal("true", page.QuerySelector($"input[name={field}]")?.GetAttribute("aria-invalid"));
        Assert.Equal(email, page.QuerySelector("input[name=email]")?.GetAttribute("value"));
        Assert.DoesNotContain(password, page.QuerySelector("main form")!.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(link, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_settings_can_name_the_administrator()
    {
        await using var started = await WebApp.StartAsync(
            app.Server,
            ("LeadGen:BootstrapAdmin:Email", "boss@example.com"),
            ("LeadGen:BootstrapAdmin:Password", "four quiet river stones"),
            ("LeadGen:SecondFactorFor", "") // as it is where nobody has chosen
        );
        var client = started.Anonymous();

        await client.SubmitAsync(
            "/account/login",
            null,
            ("email", "boss@example.com"),
            ("password", "four quiet river stones")
        );

        // An administrator sets up a second factor first.
        using var led = await client.GetAsync("/admin/users", Cancel);
        Assert.Equal("/account/second-factor", led.Headers.Location?.OriginalString);
        await client.OpenAsync("/account/second-factor");
        var told = await started.DbAsync(db =>
            db.Set<AuditEntry>().SingleAsync(entry => entry.Action == AuditAction.Added, Cancel)
        );
        Assert.Equal(("users", "LeadGen__BootstrapAdmin"), (told.Kind, told.Actor));
    }

    [Theory]
    [InlineData("boss@example.com", "short", "LeadGen__BootstrapAdmin__Password", "at least 12 characters")]
    [InlineData("boss@example.com", "password1234", "LeadGen__BootstrapAdmin__Password", "guessed")]
    [InlineData("boss@example.com", "", "LeadGen__BootstrapAdmin__Password", "at least 12 characters")]
    [InlineData("boss", "four quiet river stones", "LeadGen__BootstrapAdmin__Email", "e-mail address")]
    public async Task Wrong_settings_stop_the_start_with_one_message(
        string email,
        string password,
        string setting,
        string problem
    )
    {
        await using var scope = app.Services.CreateAsyncScope();
        var options = new LeadGenOptions
        {
            BootstrapAdmin = new() { Email = email, Password = password },
        };
        var first = ActivatorUtilities.CreateInstance<FirstAdministrator>(
            scope.ServiceProvider,
            Microsoft.Extensions.Options.Options.Create(options)
        );

        var stop = await Assert.ThrowsAsync<SettingException>(() => first.PrepareAsync(Cancel));

        Assert.Contains(setting, stop.Message, StringComparison.Ordinal);
        Assert.Contains(problem, stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_with_a_bad_password_in_the_settings_ends_with_one_message()
    {
        var run = await CommandRun.OfAsync(
            app,
            [
                "--urls=http://127.0.0.1:0",
                "--LeadGen:BootstrapAdmin:Email=boss@example.com",
                "--LeadGen:BootstrapAdmin:Password=short",
            ]
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("LeadGen__BootstrapAdmin__Password", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    private async Task<string> LinkAsync() => "/account/setup/" + await PrepareAsync();

    /// <summary>What a start does.</summary>
    private async Task<string?> PrepareAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().PrepareAsync(Cancel);
    }

    private static Task<HttpResponseMessage> BecomeAsync(HttpClient client, string link, string email) =>
        client.SubmitAsync(link, null, ("name", "Mina"), ("email", email), ("password", "four quiet river stones"));

    private static FormUrlEncodedContent Filled(IHtmlDocument page, string email)
    {
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token,
                ["name"] = "Mina",
                ["email"] = email,
                ["password"] = "four quiet river stones",
            }
        );
    }

    private async Task UsedAsync(HttpResponseMessage answer)
    {
        Assert.Equal("/account/link-used", answer.Headers.Location?.OriginalString);
        var page = await app.Anonymous().GetAsync("/account/link-used", Cancel);
        Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
    }

    private async Task<T> WithDbAsync<T>(Func<LeadGenDbContext, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>());
    }
}
