using System.Globalization;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Insights;

/// <summary>Steps, shares and their differences as people read them.</summary>
public static class FunnelWords
{
    public static string Step(FunnelStep step) =>
        step switch
        {
            FunnelStep.Visitor => "Visitors",
            FunnelStep.Known => "Said who they are",
            FunnelStep.Lead => "Leads",
            FunnelStep.Qualified => "Qualified",
            FunnelStep.Accepted => "Accepted by sales",
            FunnelStep.Confirmed => "SQL, confirmed",
            FunnelStep.Opportunity => "Opportunities",
            FunnelStep.Customer => "Customers",
        };

    public static string Kind(QualificationKind? kind) =>
        kind switch
        {
            QualificationKind.Mql => "MQL, by score",
            QualificationKind.Pql => "PQL, by use of the product",
            QualificationKind.Cql => "CQL, in a conversation",
            QualificationKind.ServiceQualified => "Told by service",
            QualificationKind.Sql => "SQL, asked for sales",
            null => "Outcome told without a hand-off",
        };

    public static string Direction(string term) =>
        term switch
        {
            "inbound" => "They came to us (inbound)",
            "outbound" => "We went to them (outbound)",
            _ => term,
        };

    /// <summary>12.5 %, or a dash where there is nothing to count among.</summary>
    public static string Rate(Share share) => share.Rate is { } rate ? Percent(rate) : "–";

    /// <summary>The interval in which the true rate lies; empty where there is nothing to count among.</summary>
    public static string Interval(Share share) =>
        share.Of == 0 ? "" : $"{Percent(share.Interval.Low)} to {Percent(share.Interval.High)}";

    public static string Percent(double rate) =>
        (rate * 100).ToString(rate is > 0 and < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Have most leads of these days not had the time yet in which most came to a step before?</summary>
    public static bool IsEarly(DaySpan span, DateOnly today, Funnel before, Funnel now, FunnelStep step) =>
        span.AgeOfNineTenths(today) < (before.NinthTo(step) ?? now.NinthTo(step));

    public static string Time(TimeSpan? time) => time is { } known ? Words.Span(known) : "–";

    /// <summary>How a rate stands beside that of the period before.</summary>
    /// <param name="isEarly">Its leads have not had the time that it takes, as those before have: then it may only rise.</param>
    public static string Change(Share now, Share before, bool isEarly = false) =>
        before.Rate is null ? "nothing to compare"
        : now.Rate is null ? "–"
        : Difference.Sign(now, before) switch
        {
            1 => $"up from {Rate(before)}",
            _ when isEarly => $"too early to compare ({Rate(before)} before)",
            -1 => $"down from {Rate(before)}",
            _ => $"about as before ({Rate(before)})",
        };
}
