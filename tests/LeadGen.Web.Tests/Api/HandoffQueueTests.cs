namespace LeadGen.Web.Tests.Api;

public sealed class HandoffQueueTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task The_queue_is_walked_by_the_earliest_promise_with_each_handoff_once()
    {
        var api = await app.WithFullKeyAsync();
        var made = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            made.Add((await api.NewHandoffAsync(app)).Id);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        // The first is started, so that no promise runs out any more; the second is accepted, so its next runs out after all others.
        await api.PostAnswerAsync($"/api/v1/handoffs/{made[0]}/accept", new { version = 1 });
        await api.PostAnswerAsync($"/api/v1/handoffs/{made[0]}/start", new { version = 2 });
        await api.PostAnswerAsync($"/api/v1/handoffs/{made[1]}/accept", new { version = 1 });
        await api.PostAnswerAsync($"/api/v1/handoffs/{made[2]}/reject", new { version = 1, reason = "spam" });

        var queue = await api.WalkAsync("/api/v1/handoffs?limit=2");
        Assert.Equal(
            [made[3], made[4], made[5], made[1], made[0]],
            queue.Select(item => item.GetProperty("id").GetGuid())
        );
        var ended = await api.WalkAsync("/api/v1/handoffs?limit=1&state=started,rejected");
        Assert.Equal([made[0], made[2]], ended.Select(item => item.GetProperty("id").GetGuid()));
    }
}
