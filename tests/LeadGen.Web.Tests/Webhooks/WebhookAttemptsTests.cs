using LeadGen.Web.Webhooks;

namespace LeadGen.Web.Tests.Webhooks;

public sealed class WebhookAttemptsTests
{
    [Fact]
    public void Pauses_grow_to_a_day_and_end_after_the_tenth_attempt()
    {
        double[] hours = [5.0 / 3600, 5.0 / 60, 0.5, 2, 5, 10, 14, 20, 24];

        Assert.Equal(
            hours.Select(TimeSpan.FromHours),
            Enumerable.Range(1, 9).Select(attempt => WebhookAttempts.PauseAfter(attempt, null, 0)!.Value)
        );
        Assert.Equal(24 * 1.2, WebhookAttempts.PauseAfter(9, null, 1)!.Value.TotalHours, 0.001);
        Assert.Null(WebhookAttempts.PauseAfter(10, TimeSpan.FromHours(1), 0));
    }

    [Fact]
    public void A_pause_that_is_asked_for_is_kept_up_to_a_day()
    {
        Assert.Equal(TimeSpan.FromMinutes(2), WebhookAttempts.PauseAfter(1, TimeSpan.FromMinutes(2), 0));
        Assert.Equal(TimeSpan.FromMinutes(5), WebhookAttempts.PauseAfter(2, TimeSpan.FromMinutes(2), 0));
        Assert.Equal(TimeSpan.FromDays(1), WebhookAttempts.PauseAfter(1, TimeSpan.FromDays(4000), 0));
        Assert.Equal(TimeSpan.FromSeconds(5), WebhookAttempts.PauseAfter(1, TimeSpan.FromSeconds(-9), 0));
        Assert.Equal(TimeSpan.FromMinutes(2), WebhookAttempts.Break(1, TimeSpan.FromMinutes(2), 0));
    }

    [Fact]
    public void An_endpoint_is_left_alone_from_the_fifth_failure_on_and_never_for_long()
    {
        Assert.Null(WebhookAttempts.Break(4, null, 1));
        Assert.Equal(TimeSpan.FromSeconds(10), WebhookAttempts.Break(5, null, 0));
        Assert.Equal(TimeSpan.FromSeconds(20), WebhookAttempts.Break(6, null, 0));
        Assert.Equal(TimeSpan.FromMinutes(5), WebhookAttempts.Break(1_000_000, null, 0));
    }
}
