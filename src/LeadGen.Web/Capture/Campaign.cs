using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Capture;

/// <summary>Where a visitor came from, carried along in the links from one page of ours to the next: it needs no cookie.</summary>
public static class Campaign
{
    /// <summary>The page that led to the first of ours.</summary>
    public const string From = "from";

    /// <summary>The query for links on this page: the campaign's values, else the foreign page that led here, or to the page before.</summary>
    public static string QueryOf(HttpRequest request)
    {
        var carried = Carried(request.QueryString.Value);
        var before = request.Headers.Referer.ToString();
        if (carried.Count == 0 && Own(before, request) is { } own)
        {
            carried = Carried(own.Query);
        }

        if (carried.Count == 0 && ChannelRules.ForeignPage(before, request.Host.Host) is { } page)
        {
            carried = [new(From, page)];
        }

        return QueryString.Create(carried).Value ?? "";
    }

    /// <summary>The page that led here: what the browser says, else what the link carried along.</summary>
    public static string? ReferrerOf(HttpRequest request)
    {
        var before = request.Headers.Referer.ToString();
        return
            request.QueryString.Value is { Length: > 0 } query
            && query.Contains(From + "=", StringComparison.Ordinal)
            && (before.Length == 0 || Own(before, request) is not null)
            ? request.Query[From].FirstOrDefault()
            : before;
    }

    private static List<KeyValuePair<string, string?>> Carried(string? query) =>
        [
            .. QueryHelpers
                .ParseQuery(query)
                .Where(value => value.Key == From || ChannelRules.IsCampaignValue(value.Key))
                .Select(value =>
                    KeyValuePair.Create(
                        value.Key,
                        CleanText.Bounded(value.Value.FirstOrDefault(), Source.ReferrerMaxLength)
                    )
                )
                .Where(value => value.Value is not null),
        ];

    private static Uri? Own(string referrer, HttpRequest request) =>
        Uri.TryCreate(referrer, UriKind.Absolute, out var page)
        && page.Scheme is "http" or "https"
        && page.Host == request.Host.Host
            ? page
            : null;
}
