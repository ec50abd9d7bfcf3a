using System.Collections.Immutable;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;

namespace LeadGen.Web.Data.Sales;

/// <summary>A team of sales and its calendar, as they are kept. The domain's <see cref="Team"/> is made of it and its members.</summary>
public sealed class TeamRow
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>An IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Empty where every hour counts.</summary>
    public IReadOnlyList<OpeningHours> Hours { get; set; } = [];
    public IReadOnlyList<DateOnly> Holidays { get; set; } = [];

    /// <summary>What its reps say first when they call; see <see cref="CallScript"/>. Null: words that fit the kind of lead.</summary>
    public string? CallWords { get; set; }

    /// <summary>Gets what no rule holds for. One team has it.</summary>
    public bool IsDefault { get; set; }

    /// <summary>A zone that this machine no longer knows counts as UTC, so that hand-offs go on.</summary>
    public WorkingCalendar Calendar()
    {
        try
        {
            var everyHour = WorkingCalendar.EveryHourIn(TimeZone);
            return Hours.Count == 0 && Holidays.Count == 0
                ? everyHour
                : WorkingCalendar.Of(TimeZone, Hours.Count == 0 ? everyHour.Hours : Hours, Holidays);
        }
        catch (DomainException)
        {
            return WorkingCalendar.EveryHour;
        }
    }
}

/// <summary>A member of staff in a team.</summary>
public sealed class TeamMember
{
    public required Guid TeamId { get; init; }
    public required Guid StaffId { get; init; }

    /// <summary>Their share against the others' of the team.</summary>
    public required int Capacity { get; set; }

    /// <summary>False while they get nothing until further notice.</summary>
    public bool Active { get; set; } = true;
}

/// <summary>Days, both included, on which a member of staff gets nothing in any team.</summary>
public sealed class StaffAbsence
{
    public required Guid Id { get; init; }
    public required Guid StaffId { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
}

/// <summary>A routing rule in its place.</summary>
public sealed class RoutingRuleRow
{
    public required Guid Id { get; init; }

    /// <summary>They are asked by it, the lowest first.</summary>
    public required int Position { get; set; }
    public required string Name { get; set; }
    public required IReadOnlyList<RoutingCondition> Conditions { get; set; }
    public required Guid TeamId { get; set; }
    public Guid? StaffId { get; set; }
    public bool Active { get; set; } = true;
}

/// <summary>Whose turn it is in a team. Whoever gives a hand-off to a rep locks this row.</summary>
public sealed class TeamTurns
{
    public required Guid TeamId { get; init; }
    public long Clock { get; set; }
    public ImmutableDictionary<Guid, long> Positions { get; set; } = ImmutableDictionary<Guid, long>.Empty;

    public Turns Value
    {
        get => new(Clock, Positions);
        set => (Clock, Positions) = (value.Clock, value.Positions);
    }
}

/// <summary>The lengths of the two promises to one kind of hand-off, where they are not the default ones.</summary>
public sealed class ServiceLevelRow
{
    public required QualificationKind Kind { get; init; }
    public required int AcceptMinutes { get; set; }
    public required int StartMinutes { get; set; }
}

/// <summary>A step that followed while a hand-off waited, and was done: at most one of each, whoever does it.</summary>
public sealed class HandoffStep
{
    public required Guid HandoffId { get; init; }
    public required PromiseStep Step { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>What a member of staff is told of a hand-off.</summary>
public enum NotificationKind
{
    /// <summary>It is theirs to accept.</summary>
    Offered,
    AcceptReminder,
    AcceptBreach,

    /// <summary>Nobody accepted it in twice the time.</summary>
    Pool,
    StartReminder,
    StartBreach,

    /// <summary>A task is due.</summary>
    TaskDue,

    /// <summary>An offer has few codes left to give out.</summary>
    CodesLow,

    /// <summary>It has none.</summary>
    CodesEmpty,

    /// <summary>A webhook was turned off, as it did not take what it was told.</summary>
    WebhookOff,
}

public sealed class Notification
{
    public const int AboutMaxLength = 200;

    public required Guid Id { get; init; }
    public required Guid StaffId { get; init; }
    public required NotificationKind Kind { get; init; }

    /// <summary>Null where it is about the lead alone, or about no lead.</summary>
    public Guid? HandoffId { get; init; }
    public Guid? LeadId { get; init; }

    /// <summary>Where it is about an offer.</summary>
    public Guid? OfferId { get; init; }

    /// <summary>In the words of who wrote it, such as what is to be done.</summary>
    public string? About { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; set; }

    public static Notification Of(NotificationKind kind, Guid staffId, Handoff handoff, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            StaffId = staffId,
            Kind = kind,
            HandoffId = handoff.Id,
            LeadId = handoff.LeadId,
            At = now,
        };
}
