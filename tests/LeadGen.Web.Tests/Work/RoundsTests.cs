using LeadGen.Web.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Work;

public sealed class RoundsTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Where_one_thing_of_the_hour_fails_the_others_are_done_all_the_same()
    {
        var rounds = ActivatorUtilities.CreateInstance<Rounds>(app.Services);
        using var staff = await app.SignedInAsync();
        app.Clock.Advance(TimeSpan.FromDays(60));
        await SqlAsync("alter table leadgen.events rename to events_away");

        Assert.False(await rounds.CleanAsync(Cancel));

        Assert.Equal(0, await app.CountAsync("staff_sessions"));
        await SqlAsync("alter table leadgen.events_away rename to events");
        Assert.True(await rounds.CleanAsync(Cancel));
    }

    private Task<int> SqlAsync(string sql) => app.DbAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancel));
}
