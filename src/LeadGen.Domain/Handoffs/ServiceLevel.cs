using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Handoffs;

/// <summary>The two promises to a handed-off lead, in working time of its calendar.</summary>
/// <param name="AcceptWithin">From the opening; <see cref="Shortest"/> to <see cref="Longest"/>.</param>
/// <param name="StartWithin">From the acceptance; the same bounds.</param>
/// <exception cref="DomainException">A length is out of bounds.</exception>
public sealed record ServiceLevel(TimeSpan AcceptWithin, TimeSpan StartWithin)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public static ServiceLevel Default { get; } = new(TimeSpan.FromHours(24), TimeSpan.FromHours(24));

    public TimeSpan AcceptWithin { get; init; } = Bounded(AcceptWithin);
    public TimeSpan StartWithin { get; init; } = Bounded(StartWithin);

    /// <summary>Where nothing else is said, every hour counts.</summary>
    public WorkingCalendar Calendar { get; init; } = WorkingCalendar.EveryHour;

    public DateTimeOffset AcceptDue(DateTimeOffset openedAt) => Calendar.Add(openedAt, AcceptWithin);

    public DateTimeOffset StartDue(DateTimeOffset acceptedAt) => Calendar.Add(acceptedAt, StartWithin);

    public static bool IsLength(TimeSpan length) => length >= Shortest && length <= Longest;

    private static TimeSpan Bounded(TimeSpan length) =>
        IsLength(length)
            ? length
            : throw new DomainException("Promise something between one minute and 90 days of working time.");
}

/// <summary>The promises by kind of qualification; a kind that is not named has the default.</summary>
public sealed record ServiceLevels(IReadOnlyDictionary<QualificationKind, ServiceLevel> ByKind)
{
    /// <summary>Who asks for sales outright is called within the hour.</summary>
    public static ServiceLevels Default { get; } =
        new(
            new Dictionary<QualificationKind, ServiceLevel>
            {
                [QualificationKind.Sql] = ServiceLevel.Default with { AcceptWithin = TimeSpan.FromHours(1) },
            }
        );

    /// <param name="calendar">That of the team.</param>
    public ServiceLevel For(QualificationKind kind, WorkingCalendar calendar) =>
        ByKind.GetValueOrDefault(kind, ServiceLevel.Default) with
        {
            Calendar = calendar,
        };
}
