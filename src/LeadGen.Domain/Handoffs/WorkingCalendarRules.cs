namespace LeadGen.Domain.Handoffs;

/// <summary>What a working calendar must keep to before it can be saved. Messages are by field and say what to do.</summary>
public static class WorkingCalendarRules
{
    public const int HoursMax = 70;
    public const int HolidaysMax = 1000;

    /// <summary>With less than this a week a promise of days would take years.</summary>
    public static readonly TimeSpan LeastAWeek = TimeSpan.FromHours(1);

    /// <summary><c>time_zone</c>, <c>hours</c> or <c>holidays</c> to message; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string> Check(
        string? timeZone,
        IReadOnlyList<OpeningHours> hours,
        IReadOnlyList<DateOnly> holidays
    )
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (timeZone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) || !zone.HasIanaId)
        {
            errors["time_zone"] = "Choose a time zone by its IANA name, such as Europe/Berlin";
        }

        if (MessageOf(hours) is { } message)
        {
            errors["hours"] = message;
        }

        if (holidays.Count > HolidaysMax)
        {
            errors["holidays"] = $"Give at most {HolidaysMax} holidays: remove those that are past";
        }

        return errors;
    }

    private static string? MessageOf(IReadOnlyList<OpeningHours> hours)
    {
        if (hours.Count > HoursMax)
        {
            return $"Give at most {HoursMax} spans of opening hours a week: join those that touch";
        }

        if (hours.FirstOrDefault(span => !Enum.IsDefined(span.Day) || span.Ticks <= 0) is { } empty)
        {
            return $"On {empty.Day} close after you open: {empty.From:HH:mm} to {empty.To:HH:mm} is no time at all";
        }

        if (hours.Sum(span => span.Ticks) < LeastAWeek.Ticks)
        {
            return "Open at least one hour a week: with no working hour no promise would ever run out";
        }

        return Overlap(hours) is { } day ? $"On {day} two spans overlap: join them into one" : null;
    }

    private static DayOfWeek? Overlap(IReadOnlyList<OpeningHours> hours) =>
        hours
            .GroupBy(span => span.Day)
            .Select(day => (day.Key, Spans: day.OrderBy(span => span.From).ToList()))
            .Where(day => day.Spans.Zip(day.Spans.Skip(1)).Any(pair => pair.First.ToTicks > pair.Second.FromTicks))
            .Select(day => (DayOfWeek?)day.Key)
            .FirstOrDefault();
}
