using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests;

public sealed class WebAppTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task It_starts_migrated_with_its_first_content_and_is_ready()
    {
        var cancel = TestContext.Current.CancellationToken;
        var ready = await app.Anonymous().GetAsync("/healthz/ready", cancel);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Data.LeadGenDbContext>();

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(1, await db.ScoringModels.CountAsync(cancel));
    }

    [Fact]
    public async Task Its_stylesheet_is_served()
    {
        var css = await app.Anonymous().GetAsync("/css/leadgen.css", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, css.StatusCode);
    }
}
