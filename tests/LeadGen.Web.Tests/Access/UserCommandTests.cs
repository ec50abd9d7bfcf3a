using System.Net;
using LeadGen.Web.Access;

namespace LeadGen.Web.Tests.Access;

public sealed class UserCommandTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_user_is_made_with_the_password_from_standard_input()
    {
        var run = await CommandRun.OfAsync(
            app,
            ["user", "create", "Lena@example.com", "--role", Roles.Admin, Roles.Marketer, "--name", "Lena Brandt"],
            "four quiet river stones\n"
        );
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Empty(run.Output);

        var client = app.Anonymous();
        await client.SubmitAsync(
            "/account/login",
            null,
            ("email", "lena@example.com"),
            ("password", "four quiet river stones")
        );
        var page = await client.PageAsync("/admin/users");
        Assert.Contains("Lena Brandt", page.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);
        var log = await client.PageAsync("/admin/audit?kind=users&action=added");
        Assert.Contains("user create on the server", log.QuerySelector("tbody").Reads(), StringComparison.Ordinal);

        var again = await CommandRun.OfAsync(
            app,
            ["user", "create", "lena@EXAMPLE.com", "--role", Roles.Admin],
            "four quiet river stones\n"
        );
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("already", again.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "at least 12 characters", "short", "user", "create", "x@example.com", "--role", "Admin")]
    [InlineData(1, "at least 12 characters", "", "user", "create", "x@example.com", "--role", "Admin")]
    [InlineData(2, "e-mail address", "four quiet river stones", "user", "create", "x", "--role", "Admin")]
    [InlineData(2, "Owner", "four quiet river stones", "user", "create", "x@example.com", "--role", "Owner")]
    [InlineData(2, "--role", "four quiet river stones", "user", "create", "x@example.com")]
    public async Task What_is_wrong_is_said(int code, string problem, string input, params string[] command)
    {
        var run = await CommandRun.OfAsync(app, command, input);

        Assert.Equal(code, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(problem, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }
}
