using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Admin.Routing;

/// <summary>What the pages of routing say and offer.</summary>
public static class RoutingWords
{
    public static readonly IReadOnlyList<QualificationKind> Kinds =
    [
        .. Enum.GetValues<QualificationKind>().OrderDescending(),
    ];

    /// <summary>What a rule can ask about, besides <c>custom.</c> facts.</summary>
    public static readonly IReadOnlyList<string> Facts =
    [
        "country",
        "industry",
        "employees",
        "annual_revenue",
        "job_title",
        "seniority",
        "department",
        "email_kind",
        RoutingSubject.KindFact,
        "source",
        RoutingSubject.MediumFact,
        RoutingSubject.CampaignFact,
        "channel",
    ];

    public static readonly IReadOnlyList<Choice> Operators =
    [
        new("equals", "is"),
        new("one_of", "is one of"),
        new("contains", "contains"),
        new("between", "is between"),
        new("at_least", "is at least"),
        new("at_most", "is at most"),
        new("is_known", "is known"),
        new("is_missing", "is missing"),
    ];

    /// <summary>Most zones of customers; any other IANA name is as good.</summary>
    public static readonly IReadOnlyList<string> Zones =
    [
        "UTC",
        "Europe/London",
        "Europe/Berlin",
        "Europe/Paris",
        "Europe/Madrid",
        "Europe/Warsaw",
        "Europe/Athens",
        "Europe/Istanbul",
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
        "America/Sao_Paulo",
        "Africa/Johannesburg",
        "Asia/Dubai",
        "Asia/Kolkata",
        "Asia/Singapore",
        "Asia/Shanghai",
        "Asia/Tokyo",
        "Australia/Sydney",
    ];

    public static readonly IReadOnlyList<DayOfWeek> Week =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

    public static string Kind(QualificationKind kind) =>
        StageBadgeTagHelper.Words(Terms.Of(StageRules.StageOf(kind))).Text;

    public static string Conditions(IReadOnlyList<RoutingCondition> conditions) =>
        conditions.Count == 0
            ? "every lead"
            : string.Join(" and ", conditions.Select(condition => condition.InWords()));

    public static string Hours(TimeSpan length) => length.TotalHours.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Hours(IEnumerable<OpeningHours> hours) =>
        string.Join(", ", hours.OrderBy(span => span.From).Select(span => $"{span.From:HH:mm}-{Closes(span)}"));

    public static string Calendar(Team team) =>
        team.Calendar.Hours.All(span => span.From == TimeOnly.MinValue && span.To == TimeOnly.MinValue)
            ? $"every hour counts, {team.Calendar.TimeZone}"
            : $"opening hours, {team.Calendar.TimeZone}";

    private static string Closes(OpeningHours span) =>
        span.To == TimeOnly.MinValue ? "24:00" : span.To.ToString("HH:mm", CultureInfo.InvariantCulture);
}
