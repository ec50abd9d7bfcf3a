using System.Globalization;
using LeadGen.Domain.Offers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>What time it is where a lead is, for countries with one time.</summary>
public static class LocalTime
{
    /// <summary>"It is 14:20 there, Monday"; null where that is not clear, or the machine knows no time zones.</summary>
    public static string? There(string? country, DateTimeOffset now) =>
        CountryZones.Only(country) is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? TimeZoneInfo.ConvertTime(now, zone).ToString("'It is' HH:mm 'there,' dddd", CultureInfo.InvariantCulture)
            : null;
}
