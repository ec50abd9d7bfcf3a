namespace LeadGen.Domain.Handoffs;

/// <summary>Reps who share the work, by one calendar.</summary>
public sealed record Team(Guid Id, string Name, IReadOnlyList<Rep> Reps)
{
    public const int NameMaxLength = 100;
    public const int RepsMax = 500;

    /// <summary>By which its promises run, and by which a day of absence begins.</summary>
    public WorkingCalendar Calendar { get; init; } = WorkingCalendar.EveryHour;

    /// <summary>What its reps say first when they call; see <see cref="CallScript"/>. Null: words that fit the kind of lead.</summary>
    public string? CallWords { get; init; }

    public Rep? RepOf(Guid staffId) => Reps.FirstOrDefault(rep => rep.StaffId == staffId);
}

/// <summary>A member of a team of sales.</summary>
/// <param name="Capacity">Their share of the leads against the others' of the team: who has 2 gets twice as many as who has 1. With 0 they get none.</param>
/// <param name="Active">Their account is in use.</param>
public sealed record Rep(Guid StaffId, string Name, int Capacity, bool Active = true)
{
    public const int CapacityMax = 1000;
    public const int AbsencesMax = 200;

    public IReadOnlyList<Absence> Absences { get; init; } = [];

    /// <param name="day">Of the team's calendar.</param>
    public bool IsAvailableOn(DateOnly day) => Obstacle(day) is null;

    /// <summary>Why they get nothing on that day, such as "is away until 3 May"; null where they do.</summary>
    public string? Obstacle(DateOnly day)
    {
        if (!Active)
        {
            return "is no longer active";
        }

        if (Capacity <= 0)
        {
            return "has capacity 0";
        }

        foreach (var absence in Absences)
        {
            if (absence.Covers(day))
            {
                return $"is away until {absence.To:yyyy-MM-dd}";
            }
        }

        return null;
    }
}

/// <summary>Days on which a rep gets nothing, both included.</summary>
public sealed record Absence(DateOnly From, DateOnly To)
{
    public bool Covers(DateOnly day) => From <= day && day <= To;
}
