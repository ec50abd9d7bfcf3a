using System.Globalization;

namespace LeadGen.Domain.Offers;

/// <summary>When a webinar or event is, in words and by the clock of its place.</summary>
public static class EventTime
{
    /// <summary>Where no end is said.</summary>
    public static readonly TimeSpan UsualLength = TimeSpan.FromHours(1);

    public static DateTimeOffset End(Delivery delivery, DateTimeOffset start) => delivery.EndsAt ?? start + UsualLength;

    /// <summary>"Thursday, 3 December 2026, 16:00 to 17:00 (Europe/Berlin)"; null where there is no date.</summary>
    public static string? Words(Delivery delivery)
    {
        if (delivery.StartsAt is not { } start)
        {
            return null;
        }

        var (zone, name) = Zone(delivery.TimeZone);
        var from = TimeZoneInfo.ConvertTime(start, zone);
        var words = from.ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        if (delivery.EndsAt is { } end)
        {
            var until = TimeZoneInfo.ConvertTime(end, zone);
            var format = until.Date == from.Date ? "' to 'HH:mm" : "' to 'dddd, d MMMM yyyy, HH:mm";
            words += until.ToString(format, CultureInfo.InvariantCulture);
        }

        return $"{words} {name}";
    }

    /// <summary>"3 Dec 2026, 16:00 (Europe/Berlin)"; null where there is no date.</summary>
    public static string? Brief(Delivery delivery)
    {
        if (delivery.StartsAt is not { } start)
        {
            return null;
        }

        var (zone, name) = Zone(delivery.TimeZone);
        return TimeZoneInfo.ConvertTime(start, zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture)
            + $" {name}";
    }

    // A zone that this machine does not know is told in UTC: right, if less friendly.
    private static (TimeZoneInfo Zone, string Name) Zone(string? name) =>
        name is not (null or "UTC" or "Etc/UTC") && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? (zone, $"({name})")
            : (TimeZoneInfo.Utc, "UTC");
}
