using LeadGen.Web.Mail;

namespace LeadGen.Web.Tests.Mail;

public sealed class MailAttemptsTests
{
    [Fact]
    public void Pauses_grow_and_end_and_sit_out_three_days()
    {
        var pauses = Enumerable
            .Range(1, MailAttempts.Max - 1)
            .Select(i => MailAttempts.PauseAfter(i, 0.5)!.Value)
            .ToList();
        Assert.Equal(pauses.Order(), pauses);
        Assert.True(pauses.Aggregate(TimeSpan.Zero, (sum, one) => sum + one) > TimeSpan.FromDays(3));
        Assert.Null(MailAttempts.PauseAfter(MailAttempts.Max, 0));
    }

    [Fact]
    public void A_pause_differs_by_a_fifth_at_most()
    {
        Assert.Equal(TimeSpan.FromSeconds(48), MailAttempts.PauseAfter(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(60), MailAttempts.PauseAfter(1, 0.5));
        Assert.Equal(TimeSpan.FromSeconds(72), MailAttempts.PauseAfter(1, 1));
    }

    [Fact]
    public void While_the_server_is_down_it_is_asked_again_every_five_minutes_at_most()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), MailAttempts.PauseWhileDown(1, 0.5));
        Assert.Equal(TimeSpan.FromSeconds(10), MailAttempts.PauseWhileDown(2, 0.5));
        Assert.Equal(TimeSpan.FromMinutes(5), MailAttempts.PauseWhileDown(1000, 0.5));
    }
}
