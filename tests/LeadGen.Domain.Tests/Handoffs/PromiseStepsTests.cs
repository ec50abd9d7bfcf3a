using CsCheck;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Handoffs;

public sealed class PromiseStepsTests
{
    /// <summary>Monday to Friday, 9 to 17, in London, where it is summer.</summary>
    private static readonly WorkingCalendar Office = WorkingCalendar.Of(
        "Europe/London",
        [.. Enumerable.Range(1, 5).Select(day => new OpeningHours((DayOfWeek)day, new(9, 0), new(17, 0)))],
        []
    );

    [Fact]
    public void By_default_who_asks_for_sales_is_accepted_within_the_hour_and_all_else_within_a_day()
    {
        foreach (var kind in Enum.GetValues<QualificationKind>())
        {
            var promise = ServiceLevels.Default.For(kind, Office);
            Assert.Equal(
                (TimeSpan.FromHours(kind == QualificationKind.Sql ? 1 : 24), TimeSpan.FromHours(24), Office),
                (promise.AcceptWithin, promise.StartWithin, promise.Calendar)
            );
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData((90 * 24 * 3600) + 1)]
    public void A_promise_of_no_time_or_of_more_than_anybody_waits_is_refused(int seconds)
    {
        var length = TimeSpan.FromSeconds(seconds);
        Assert.Throws<DomainException>(() => new ServiceLevel(length, TimeSpan.FromHours(1)));
        Assert.Throws<DomainException>(() => new ServiceLevel(TimeSpan.FromHours(1), length));
    }

    [Fact]
    public void Until_it_is_accepted_the_rep_is_reminded_it_is_breached_and_it_goes_to_the_pool()
    {
        var steps = PromiseSteps.Of(NewHandoff(), WorkingCalendar.EveryHour);
        Assert.Equal(
            [
                new(PromiseStep.AcceptReminder, Now.AddHours(18)),
                new(PromiseStep.AcceptBreach, Now.AddHours(24)),
                new(PromiseStep.ToPool, Now.AddHours(48)),
            ],
            steps
        );
    }

    [Fact]
    public void Until_work_starts_the_rep_is_reminded_and_it_is_breached()
    {
        var handoff = NewHandoff();
        handoff.Accept(null, "Mina", ServiceLevel.Default, Now.AddHours(2));
        Assert.Equal(
            [new(PromiseStep.StartReminder, Now.AddHours(20)), new(PromiseStep.StartBreach, Now.AddHours(26))],
            PromiseSteps.Of(handoff, WorkingCalendar.EveryHour)
        );
    }

    [Fact]
    public void Once_it_is_started_or_closed_nothing_follows()
    {
        foreach (var state in Enum.GetValues<HandoffState>())
        {
            Assert.Equal(
                state is HandoffState.Open or HandoffState.Accepted,
                PromiseSteps.Of(HandoffAt(state), WorkingCalendar.EveryHour).Count > 0
            );
        }
    }

    [Fact]
    public void Steps_are_due_in_the_working_time_of_the_team()
    {
        // A Monday, 13:00 in London: four hours that day, four the next.
        var promise = ServiceLevel.Default with
        {
            AcceptWithin = TimeSpan.FromHours(8),
            Calendar = Office,
        };
        var handoff = Handoff.Open(Guid.Empty, QualificationKind.Mql, AnyDossier, promise, Now);
        Assert.Equal(
            [Now.AddDays(1).AddHours(-2), Now.AddDays(1), Now.AddDays(2)],
            PromiseSteps.Of(handoff, Office).Select(step => step.Due)
        );
        Assert.Equal(
            [PromiseStep.AcceptReminder, PromiseStep.AcceptBreach],
            PromiseSteps.DueAt(handoff, Office, Now.AddDays(1)).Select(step => step.Step)
        );
        Assert.Empty(PromiseSteps.DueAt(handoff, Office, Now.AddDays(1).AddHours(-2).AddTicks(-1)));
    }

    [Fact]
    public void Whatever_the_calendar_steps_follow_in_order_at_three_quarters_the_whole_and_twice_the_time() =>
        Gen.Select(CalendarGen.Cases, Gen.Int[1, 3000])
            .Sample(
                any =>
                {
                    var ((calendar, at), minutes) = any;
                    var length = TimeSpan.FromMinutes(minutes);
                    var promise = new ServiceLevel(length, length) { Calendar = calendar };
                    var handoff = Handoff.Open(Guid.Empty, QualificationKind.Pql, AnyDossier, promise, at);
                    Assert.Equal(
                        [length * 0.75, length, length * 2],
                        PromiseSteps.Of(handoff, calendar).Select(step => calendar.Between(at, step.Due))
                    );
                },
                iter: 1_000
            );

    [Fact]
    public void A_calendar_that_was_changed_meanwhile_moves_no_deadline_and_keeps_the_order() =>
        Gen.Select(CalendarGen.Cases, CalendarGen.Cases, Gen.Int[1, 3000])
            .Sample(
                any =>
                {
                    var length = TimeSpan.FromMinutes(any.Item3);
                    var promise = new ServiceLevel(length, length) { Calendar = any.Item1.Calendar };
                    var handoff = Handoff.Open(Guid.Empty, QualificationKind.Pql, AnyDossier, promise, any.Item1.At);
                    var due = PromiseSteps.Of(handoff, any.Item2.Calendar).Select(step => step.Due).ToList();
                    Assert.Equal(handoff.AcceptDue, due[1]);
                    Assert.Equal(due.Order(), due);
                },
                iter: 1_000
            );
}
