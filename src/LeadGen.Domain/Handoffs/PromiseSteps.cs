namespace LeadGen.Domain.Handoffs;

/// <summary>What follows while a promise waits to be kept.</summary>
public enum PromiseStep
{
    /// <summary>The rep is reminded that it waits to be accepted.</summary>
    AcceptReminder,

    /// <summary>Not accepted in time: recorded, offered to the next rep, the manager told.</summary>
    AcceptBreach,

    /// <summary>Still not accepted after twice the time: to the pool of the team, where anybody may take it.</summary>
    ToPool,

    /// <summary>The rep is reminded that work on it has not started.</summary>
    StartReminder,

    /// <summary>Not started in time: recorded, the manager told.</summary>
    StartBreach,
}

/// <summary>A step and the instant from which on it is due.</summary>
public sealed record StepDue(PromiseStep Step, DateTimeOffset Due)
{
    public bool IsDueAt(DateTimeOffset now) => Due <= now;
}

/// <summary>The steps that follow while a hand-off waits, each due at an instant of its calendar's working time.</summary>
public static class PromiseSteps
{
    /// <summary>Of the time promised, until the rep is reminded.</summary>
    public const double ReminderShare = 0.75;

    /// <summary>
    /// The steps that lie ahead in its present state, in order of time; none where nothing waits any more. They are told from the
    /// stored deadline alone, so a change of the lengths moves no promise that was given.
    /// </summary>
    /// <param name="calendar">That of its team.</param>
    public static IReadOnlyList<StepDue> Of(Handoff handoff, WorkingCalendar calendar) =>
        handoff.State switch
        {
            HandoffState.Open => UntilAccepted(handoff.OpenedAt, handoff.AcceptDue, calendar),
            HandoffState.Accepted => UntilStarted(handoff.AcceptedAt!.Value, handoff.StartDue!.Value, calendar),
            HandoffState.Started
            or HandoffState.Qualified
            or HandoffState.Recycled
            or HandoffState.Rejected
            or HandoffState.Disqualified
            or HandoffState.Superseded => [],
        };

    /// <summary>Those of <see cref="Of"/> that are due by now. Which of them were done before, the caller knows.</summary>
    public static IReadOnlyList<StepDue> DueAt(Handoff handoff, WorkingCalendar calendar, DateTimeOffset now) =>
        [.. Of(handoff, calendar).Where(step => step.IsDueAt(now))];

    private static IReadOnlyList<StepDue> UntilAccepted(
        DateTimeOffset openedAt,
        DateTimeOffset due,
        WorkingCalendar calendar
    ) =>
        [
            new(PromiseStep.AcceptReminder, Reminder(openedAt, due, calendar)),
            new(PromiseStep.AcceptBreach, due),
            new(PromiseStep.ToPool, calendar.Add(due, Promised(openedAt, due, calendar))),
        ];

    private static IReadOnlyList<StepDue> UntilStarted(
        DateTimeOffset acceptedAt,
        DateTimeOffset due,
        WorkingCalendar calendar
    ) => [new(PromiseStep.StartReminder, Reminder(acceptedAt, due, calendar)), new(PromiseStep.StartBreach, due)];

    private static DateTimeOffset Reminder(DateTimeOffset since, DateTimeOffset due, WorkingCalendar calendar) =>
        calendar.Add(since, Promised(since, due, calendar) * ReminderShare);

    // What was promised, read back from the calendar. One that was changed since may have more of it than can be added.
    private static TimeSpan Promised(DateTimeOffset since, DateTimeOffset due, WorkingCalendar calendar)
    {
        var promised = calendar.Between(since, due);
        return promised < WorkingCalendar.LongestWorking ? promised : WorkingCalendar.LongestWorking;
    }
}
