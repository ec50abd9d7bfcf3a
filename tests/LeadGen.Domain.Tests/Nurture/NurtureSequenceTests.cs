using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;

namespace LeadGen.Domain.Tests.Nurture;

public sealed class NurtureSequenceTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_starts_with_a_mail_in_it_and_then_lets_in_from_that_moment_on()
    {
        var sequence = NurtureSequence.Create("Welcome", NurtureEntry.ByStage(Stage.Lead), "Mia", Now);
        Assert.Contains("Write a mail", Assert.Throws<DomainException>(() => sequence.Start("Mia", Now)).Message);

        sequence.Put(Step(), "Mia", Now);
        sequence.Start("Mia", Now.AddDays(1));

        Assert.Equal(NurtureState.Running, sequence.State);
        Assert.Equal(Now.AddDays(1), sequence.EntersSince);
        sequence.Start("Mia", Now.AddDays(2));
        Assert.Equal(Now.AddDays(1), sequence.EntersSince);
        sequence.Pause("Mia", Now.AddDays(3));
        sequence.Start("Mia", Now.AddDays(4));
        Assert.Equal(Now.AddDays(4), sequence.EntersSince);
    }

    [Fact]
    public void A_step_keeps_its_id_when_it_is_changed_and_moved()
    {
        var sequence = NurtureSequence.Create("Welcome", NurtureEntry.ByStage(Stage.Lead), "Mia", Now);
        var (first, second) = (Step(), Step());
        sequence.Put(first, "Mia", Now);
        sequence.Put(second, "Mia", Now);
        sequence.Put(first with { Subject = "Other" }, "Mia", Now);
        sequence.Move(first.Id, 5, "Mia", Now);

        Assert.Equal([second.Id, first.Id], sequence.Steps.Select(step => step.Id));
        Assert.Equal("Other", sequence.Steps[1].Subject);
        sequence.Remove(second.Id, "Mia", Now);
        Assert.Equal([first.Id], sequence.Steps.Select(step => step.Id));
    }

    [Theory]
    [InlineData("Hello {{first_name}}", null)]
    [InlineData("Hello {{first_name|there}}", null)]
    [InlineData("Hello {{email}}", "{{email}} cannot be filled in")]
    [InlineData("Hello {{first_name", "cannot be filled in")]
    [InlineData(" ", "Write what the mail says")]
    [InlineData("a\0b", "unreadable")]
    public void Words_are_filled_in_with_the_name_alone(string body, string? wrong)
    {
        var errors = NurtureRules.Check(Step() with { Body = body });

        if (wrong is null)
        {
            Assert.Empty(errors);
        }
        else
        {
            Assert.Contains(wrong, errors["body"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Stage.Lead, ConsentStanding.Given, false, false, null)]
    [InlineData(Stage.Recycled, ConsentStanding.Pending, false, false, null)]
    [InlineData(Stage.Mql, ConsentStanding.Given, false, false, NurtureExit.Qualified)]
    [InlineData(Stage.Sql, ConsentStanding.Given, true, false, NurtureExit.Qualified)]
    [InlineData(Stage.Customer, ConsentStanding.Given, false, false, NurtureExit.Qualified)]
    [InlineData(Stage.Disqualified, ConsentStanding.Withdrawn, true, true, NurtureExit.Disqualified)]
    [InlineData(Stage.Lead, ConsentStanding.Withdrawn, true, true, NurtureExit.Unsubscribed)]
    [InlineData(Stage.Lead, ConsentStanding.Given, true, true, NurtureExit.Bounced)]
    [InlineData(Stage.Lead, ConsentStanding.Given, true, false, NurtureExit.Replied)]
    public void They_leave_when_a_person_is_at_them_or_mail_is_not_wanted(
        Stage stage,
        ConsentStanding mail,
        bool replied,
        bool bounced,
        NurtureExit? why
    ) => Assert.Equal(why, new NurtureStanding(stage, mail, replied, bounced).Exit(NurtureEntry.ByStage(Stage.Lead)));

    [Fact]
    public void A_sequence_for_customers_keeps_them_until_they_want_more()
    {
        var entry = NurtureEntry.ByStage(Stage.Customer);

        Assert.False(NurtureStanding.EndsAt(Stage.Customer, entry));
        Assert.True(NurtureStanding.EndsAt(Stage.ServiceQualified, entry));
        Assert.Contains(
            "entry",
            NurtureRules.Check("Name", NurtureEntry.ByStage(Stage.Mql)).Keys,
            StringComparer.Ordinal
        );
    }

    private static NurtureStep Step() => new(Guid.CreateVersion7(Now), 24, "News", "Hello {{first_name|there}}");
}
