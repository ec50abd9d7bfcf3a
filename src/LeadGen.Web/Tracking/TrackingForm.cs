using System.Globalization;
using System.Text.RegularExpressions;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Tracking;

/// <summary>The plan as an administrator types it.</summary>
public static partial class TrackingForm
{
    public const string On = "on";
    public const string Asks = "asks";
    public const string Origins = "origins";
    public const string Events = "events";
    public const string AnonymousDays = "anonymous_days";
    public const string CookieDays = "cookie_days";

    /// <summary>In the order of the page.</summary>
    public static readonly IReadOnlyList<string> Fields = [On, Asks, Origins, Events, AnonymousDays, CookieDays];

    /// <returns>The plan; where errors are, they are told by field.</returns>
    public static (TrackingPlan Plan, IReadOnlyDictionary<string, string> Errors) Read(Func<string, string?> typed)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var origins = Lines(typed(Origins))
            .Select(line =>
                OriginOf(line)
                ?? Wrong(Origins, $"Enter a site such as https://www.example.com, without a path: {line}", line)
            );
        var events = Lines(typed(Events))
            .Select(line =>
                EventOf(line)
                ?? Wrong(
                    Events,
                    $"Name an event in small letters, digits and _, other than a kind that is there already: {line}",
                    line
                )
            );
        var plan = new TrackingPlan
        {
            On = typed(On) == "true",
            Asks = typed(Asks) != "false",
            Origins = [.. origins.Distinct().Take(TrackingPlan.OriginsMax)],
            Events = [.. events.Distinct().Take(TrackingPlan.EventsMax)],
            AnonymousDays = Days(AnonymousDays),
            CookieDays = Days(CookieDays),
        };
        return (plan, errors);

        string Wrong(string field, string message, string line)
        {
            errors.TryAdd(field, message);
            return line;
        }

        int Days(string field)
        {
            if (
                int.TryParse(typed(field)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                && days is > 0 and <= TrackingPlan.DaysMax
            )
            {
                return days;
            }

            errors[field] = string.Create(CultureInfo.InvariantCulture, $"Enter days from 1 to {TrackingPlan.DaysMax}");
            return 1;
        }
    }

    private static string[] Lines(string? text) =>
        (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>As browsers write it; null where it is none.</summary>
    private static string? OriginOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var site)
        && site.Scheme is "http" or "https"
        && site.PathAndQuery == "/"
        && site.UserInfo.Length == 0
        && site.Fragment.Length == 0
            ? site.GetLeftPart(UriPartial.Authority).ToLowerInvariant()
            : null;

    private static string? EventOf(string text) =>
        EventName().IsMatch(text) && !TouchpointKinds.Shipped.Contains(text) ? text : null;

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{1,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventName();
}
