using System.Globalization;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Numbers, spans and instants as people read them.</summary>
public static class Words
{
    // The pages speak English so far, wherever the server stands.
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    public static string Number(long number) => number.ToString("N0", English);

    /// <summary>Of a file: 12 kB, 1.4 MB.</summary>
    public static string Size(long bytes) =>
        bytes < 1_000_000
            ? string.Create(English, $"{Math.Max(1, bytes / 1000)} kB")
            : string.Create(English, $"{bytes / 1_000_000.0:0.0} MB");

    /// <summary>Points with their sign: +15, −10, 0.</summary>
    public static string Points(int points) =>
        points switch
        {
            > 0 => "+" + Number(points),
            0 => "0",
            < 0 => "−" + Number(-(long)points),
        };

    /// <summary>The two largest units: 2 d 3 h, 4 h 12 min, 48 min, under 1 min.</summary>
    public static string Span(TimeSpan span) =>
        span switch
        {
            { TotalDays: >= 1 } => span.Hours == 0
                ? $"{Number((long)span.TotalDays)} d"
                : $"{(int)span.TotalDays} d {span.Hours} h",
            { TotalHours: >= 1 } => span.Minutes == 0 ? $"{span.Hours} h" : $"{span.Hours} h {span.Minutes} min",
            { TotalMinutes: >= 1 } => $"{span.Minutes} min",
            _ => "under 1 min",
        };

    /// <summary>How long ago: just now, 12 min ago, 3 h ago, 5 days ago; beyond four weeks the day itself.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) =>
        (now - at) switch
        {
            { TotalMinutes: <= -1 } ahead => "in " + Span(-ahead),
            { TotalMinutes: < 1 } => "just now",
            { TotalHours: < 1 } age => $"{age.Minutes} min ago",
            { TotalDays: < 1 } age => $"{age.Hours} h ago",
            { TotalDays: < 2 } => "1 day ago",
            { TotalDays: < 28 } age => $"{age.Days} days ago",
            _ => at.ToString("d MMM yyyy", English),
        };

    /// <summary>The day in UTC: 23 Nov 2026.</summary>
    public static string Day(DateTimeOffset at) => at.ToUniversalTime().ToString("d MMM yyyy", English);

    /// <summary>The exact instant by the clock of the page: 23 Nov 2026, 14:20 UTC.</summary>
    public static string Exact(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, PageClock.Zone).ToString("d MMM yyyy, HH:mm", English) + " " + PageClock.Name;

    /// <summary>For the datetime attribute.</summary>
    public static string Machine(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
