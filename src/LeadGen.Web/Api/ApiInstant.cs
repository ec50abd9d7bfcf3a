using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadGen.Web.Api;

/// <summary>Instants as the API reads and writes them: RFC 3339, written in UTC with microseconds where there are some.</summary>
internal static partial class ApiInstant
{
    public const string Ask = "Give an instant from 1970 on, such as 2026-03-31T14:00:00Z";

    private static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch;

    public static bool TryRead(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || !Form().IsMatch(text))
        {
            return false;
        }

        return DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal,
                out instant
            )
            && (instant = ToMicroseconds(instant)) >= Earliest;
    }

    public static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + "Z";

    /// <summary>Postgres keeps no more: what is asked again by the answer's own text must be the same instant.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,20})?([Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
