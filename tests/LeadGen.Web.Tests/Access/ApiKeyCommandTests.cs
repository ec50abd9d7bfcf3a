using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Access;

public sealed class ApiKeyCommandTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_prints_a_key_that_opens_and_nothing_else()
    {
        var run = await CommandRun.OfAsync(
            app,
            ["apikey", "create", "The website", "--scope", "leads:read", "leads:write", "--scope", "events:write"]
        );

        Assert.Equal(0, run.ExitCode);
        var text = Assert.Single(run.Output.TrimEnd('\n', '\r').Split('\n'));
        Assert.StartsWith("lg_", text, StringComparison.Ordinal);
        var key = await app.Services.GetRequiredService<ApiKeyRing>().FindAsync(text.Trim(), Cancel);
        Assert.NotNull(key);
        Assert.Equal("The website", key.Name);
        Assert.Equal(["leads:read", "leads:write", "events:write"], key.Scopes);
        await using var scope = app.Services.CreateAsyncScope();
        var told = await scope
            .ServiceProvider.GetRequiredService<LeadGenDbContext>()
            .Set<AuditEntry>()
            .SingleAsync(entry => entry.ObjectId == key.Id.ToString(), Cancel);
        Assert.Equal((ActorKind.CommandLine, "The website"), (told.ActorKind, told.Changes["name"].To));
    }

    [Theory]
    [InlineData("apikey", "create", "Website", "--scope", "leads:rule")]
    [InlineData("apikey", "create", "Website", "--scope")]
    [InlineData("apikey", "create", "Website")]
    [InlineData("apikey", "create", "--scope", "leads:read")]
    [InlineData("apikey", "create", " ", "--scope", "leads:read")]
    [InlineData("apikey", "create", "Website", "--scope", "leads:read", "--days", "0")]
    [InlineData("apikey")]
    public async Task Wrong_use_prints_no_key_and_says_why(params string[] command)
    {
        var before = await KeysAsync();

        var run = await CommandRun.OfAsync(app, command);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.NotEmpty(run.Errors);
        Assert.Equal(before, await KeysAsync());
    }

    private async Task<int> KeysAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LeadGenDbContext>().ApiKeys.CountAsync(Cancel);
    }
}
