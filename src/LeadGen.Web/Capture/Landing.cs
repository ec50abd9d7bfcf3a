using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGen.Web.Capture;

/// <summary>Where a form stood: the address of the landing with its query, and the page before it. Carried by two hidden fields.</summary>
public sealed record Landing(string? Page, string? Referrer)
{
    public const string PageField = "landing_page";
    public const string ReferrerField = "landing_referrer";

    /// <summary>The call to action that led here, as the address says.</summary>
    public Guid? Call =>
        QueryHelpers.ParseQuery(QueryOf(Page)).TryGetValue(CallLinks.Parameter, out var id)
        && Guid.TryParseExact(id, "N", out var call)
            ? call
            : null;

    /// <summary>The page of another site on which the form stood, without its query; null for our own.</summary>
    public string? SitePage => Site?.GetLeftPart(UriPartial.Path);

    /// <summary>The host of that page.</summary>
    public string? SiteHost => Site?.Host;

    private Uri? Site =>
        Uri.TryCreate(Page, UriKind.Absolute, out var page) && page.Scheme is "http" or "https" && page.Host.Length > 0
            ? page
            : null;

    /// <summary>The landing itself.</summary>
    public static Landing Of(HttpRequest request) =>
        new(
            CleanText.Bounded(Campaign.AddressOf(request), Source.ReferrerMaxLength),
            CleanText.Bounded(Campaign.ReferrerOf(request), Source.ReferrerMaxLength)
        );

    /// <summary>As a form posts it.</summary>
    public static Landing Of(PostedForm form) =>
        new(
            CleanText.Bounded(form[PageField], Source.ReferrerMaxLength),
            CleanText.Bounded(form[ReferrerField], Source.ReferrerMaxLength)
        );

    /// <summary>Where the visitor came from. A form of somebody's own may post <c>utm_</c> values as fields.</summary>
    public Source? SourceOf(PostedForm form, string ownHost)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, text) in form.Fields.Where(field => ChannelRules.IsCampaignValue(field.Key)))
        {
            query.TryAdd(name, text);
        }

        foreach (var (name, texts) in QueryHelpers.ParseQuery(QueryOf(Page)))
        {
            query.TryAdd(name, texts.FirstOrDefault());
        }

        return ChannelRules.FromLanding(query, Referrer, ownHost);
    }

    private static string? QueryOf(string? page) =>
        page?.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? page[at..] : null;
}
