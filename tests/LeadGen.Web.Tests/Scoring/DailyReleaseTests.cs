using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using LeadGen.Web.Tests.Pages.Marketing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Scoring;

public sealed class DailyReleaseTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Overview = "/marketing/scoring";

    [Fact]
    public async Task So_many_a_day_are_released_once_by_two_instances_the_best_first()
    {
        await using var fresh = await WebApp.StartAsync(app.Server);
        var leads = new List<Guid>();
        for (var i = 0; i < 7; i++)
        {
            leads.Add((await fresh.LeadAsync(score: 110 + i, ready: true)).Id);
        }

        using var marketer = await fresh.SignedInAsync(Roles.Marketer);
        var refused = await marketer.SubmitAsync(Overview, "Plan", ("perDay", "0"));
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await ParkRequestsAsync(fresh);
        await marketer.FollowAsync(await marketer.SubmitAsync(Overview, "Plan", ("perDay", "3")));

        Assert.Equal(3, (await BothAsync(fresh)).Sum());
        Assert.Equal(leads[4..].Order(), (await ReleasedAsync(fresh)).Order());
        Assert.Equal(0, (await BothAsync(fresh)).Sum());
        fresh.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, (await BothAsync(fresh)).Sum());
        Assert.Equal(leads[1..].Order(), (await ReleasedAsync(fresh)).Order());

        using var later = await fresh.SignedInAsync(Roles.Marketer);
        await later.FollowAsync(await later.PressToAsync(Overview, "Stop"));
        fresh.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await BothAsync(fresh)).Sum());
    }

    /// <summary>Two instances look at the same moment.</summary>
    private static Task<int[]> BothAsync(WebApp app)
    {
        var one = app.Services.GetRequiredService<DailyRelease>();
        var other = ActivatorUtilities.CreateInstance<DailyRelease>(app.Services);
        return Task.WhenAll(one.ReleaseWhereDueAsync(Cancel), other.ReleaseWhereDueAsync(Cancel));
    }

    private static Task<List<Guid>> ReleasedAsync(WebApp app) =>
        app.DbAsync(db =>
            db.RescoreRequests.Where(request => request.Cause == MoveCause.Released && request.Moves)
                .Select(request => request.LeadId)
                .ToListAsync(Cancel)
        );

    /// <summary>Requests are parked as they come, so that they stay and can be looked at.</summary>
    private static Task<int> ParkRequestsAsync(WebApp app) =>
        app.DbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                create function leadgen.park() returns trigger language plpgsql as 'begin new.error := ''parked''; return new; end';
                create trigger park before insert on leadgen.rescore_requests for each row execute function leadgen.park();
                """,
                Cancel
            )
        );
}
