using LeadGen.Domain.Capture;
using LeadGen.Domain.Touchpoints;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Capture;

/// <summary>Where a visitor came from, carried along in the links from one page of ours to the next: it needs no cookie.</summary>
public static class Campaign
{
    /// <summary>The page that led to the first of ours.</summary>
    public const string From = "from";

    /// <summary>The query for links on this page: what came along, else the foreign page that led here.</summary>
    public static string QueryOf(HttpRequest request)
    {
        var carried = CarriedTo(request);
        if (carried.Count == 0 && ChannelRules.ForeignPage(Before(request), request.Host.Host) is { } page)
        {
            carried = [new(From, page)];
        }

        return QueryString.Create(carried).Value ?? "";
    }

    /// <summary>What the address says of the campaign, else what the address of our own page before it said.</summary>
    public static List<KeyValuePair<string, string?>> CarriedTo(HttpRequest request)
    {
        var carried = Carried(request.QueryString.Value);
        return carried.Count == 0 && Own(Before(request), request) is { } own ? Carried(own.Query) : carried;
    }

    /// <summary>The address that was asked for, with what came along from our own page where its link did not say it.</summary>
    public static string AddressOf(HttpRequest request)
    {
        var address = request.Path.Value + request.QueryString.Value;
        return
            Own(Before(request), request) is { Query.Length: > 1 } own && Carried(request.QueryString.Value).Count == 0
            ? QueryHelpers.AddQueryString(address, Carried(own.Query))
            : address;
    }

    /// <summary>The page that led here: what the browser says, else what the link or the address of our own page before carried along.</summary>
    public static string? ReferrerOf(HttpRequest request)
    {
        var before = Before(request);
        var own = Own(before, request);
        return before.Length > 0 && own is null ? before
            : FromOf(request.QueryString.Value) is { } carried ? carried
            : FromOf(own?.Query) ?? before;
    }

    private static string Before(HttpRequest request) => request.Headers.Referer.ToString();

    private static string? FromOf(string? query) =>
        query?.Contains(From + "=", StringComparison.Ordinal) == true
        && QueryHelpers.ParseQuery(query).TryGetValue(From, out var page)
            ? page.FirstOrDefault()
            : null;

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
