namespace LeadGen.Domain.Handoffs;

/// <summary>A span of a weekday in which a team works, by the clock on its wall. A day may have several.</summary>
/// <param name="From">The first moment that counts.</param>
/// <param name="To">The first moment that no longer counts; midnight (00:00) is the end of the day.</param>
public sealed record OpeningHours(DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    internal long FromTicks => From.Ticks;
    internal long ToTicks => To == TimeOnly.MinValue ? TimeSpan.TicksPerDay : To.Ticks;
    internal long Ticks => ToTicks - FromTicks;
}
