using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Touchpoints;

/// <summary>A decision table: from the values of a landing to its source, and from a source to where the visitor came from.</summary>
public static class ChannelRules
{
    private const string Paid = "cpc";

    /// <summary>A click's own parameter tells who sent it where no <c>utm_</c> value does. Facebook adds its one to every link, paid or not.</summary>
    private static readonly (string Parameter, string Name, string Medium)[] ClickIds =
    [
        ("gclid", "google", Paid),
        ("dclid", "google", "display"),
        ("gbraid", "google", Paid),
        ("wbraid", "google", Paid),
        ("msclkid", "bing", Paid),
        ("yclid", "yandex", Paid),
        ("li_fat_id", "linkedin", "paid_social"),
        ("ttclid", "tiktok", "paid_social"),
        ("twclid", "twitter", "paid_social"),
        ("rdt_cid", "reddit", "paid_social"),
        ("ScCid", "snapchat", "paid_social"),
        ("epik", "pinterest", "paid_social"),
        ("mc_cid", "mailchimp", "email"),
        ("fbclid", "facebook", "social"),
    ];

    /// <summary>
    /// The source of a landing: the <c>utm_</c> values, else the id of a click, else what the referrer says. Null for a visitor who came
    /// directly or from another page of ours. The referrer is kept without its query and sign-in, which are nobody else's business.
    /// </summary>
    /// <param name="ownHost">The host of the landing page itself, without a port.</param>
    public static Source? FromLanding(IReadOnlyDictionary<string, string?> query, string? referrer, string? ownHost)
    {
        var from = Foreign(referrer, ownHost);
        var page = PageOf(from);
        var click = Array.Find(ClickIds, id => !string.IsNullOrWhiteSpace(Value(id.Parameter)));
        if (
            Source.From(Value("utm_source"), Value("utm_medium"), Value("utm_campaign"), referrer: null) is { } campaign
        )
        {
            return Source.From(campaign.Name, campaign.Medium, campaign.Campaign, page)! with
            {
                Term = CleanText.Bounded(Value("utm_term"), Source.PartMaxLength),
                Content = CleanText.Bounded(Value("utm_content"), Source.PartMaxLength),
                ClickId = ClickId(),
            };
        }

        return click.Parameter is not null
                ? Source.From(click.Name, click.Medium, campaign: null, page)! with
                {
                    ClickId = ClickId(),
                }
            : from is null ? null
            : FromReferrer(from, page);

        string? ClickId() =>
            click.Parameter is null
                ? null
                : CleanText.Bounded($"{click.Parameter}={Value(click.Parameter)}", Source.ClickIdMaxLength);

        string? Value(string key) => query.GetValueOrDefault(key);
    }

    /// <summary>Is it a part of an address that says where its visitor came from?</summary>
    public static bool IsCampaignValue(string parameter) =>
        parameter.StartsWith("utm_", StringComparison.Ordinal)
        || Array.Exists(ClickIds, id => id.Parameter == parameter);

    /// <summary>A page of another site without its query and sign-in; null where it is none.</summary>
    public static string? ForeignPage(string? referrer, string? ownHost) => PageOf(Foreign(referrer, ownHost));

    /// <summary>What is told by the medium counts, then what is told by the name, then the referrer.</summary>
    public static Origin Decide(Source? source)
    {
        var site = SiteOf(source);
        var group = GroupOf(source, site);
        return new Origin(DirectionOf(group), group);
    }

    private static ChannelGroup GroupOf(Source? source, KnownSite? site) =>
        (source?.Medium?.ToLowerInvariant().Replace('-', '_').Replace(' ', '_'), site?.Group) switch
        {
            ("cpc" or "ppc" or "paid" or "cpm", ChannelGroup.OrganicSocial) => ChannelGroup.PaidSocial,
            ("cpc" or "ppc" or "sem" or "paidsearch" or "paid_search", _) => ChannelGroup.PaidSearch,
            ("paid", ChannelGroup.OrganicSearch or ChannelGroup.PaidSearch) => ChannelGroup.PaidSearch,
            ("paidsocial" or "paid_social", _) => ChannelGroup.PaidSocial,
            ("display" or "banner" or "cpm" or "retargeting" or "programmatic" or "paid", _) => ChannelGroup.Display,
            ("organic", ChannelGroup.OrganicSocial) => ChannelGroup.OrganicSocial,
            ("organic" or "search" or "organic_search", _) => ChannelGroup.OrganicSearch,
            ("social" or "social_media" or "social_network" or "sm", _) => ChannelGroup.OrganicSocial,
            ("email" or "e_mail" or "mail" or "newsletter", _) => ChannelGroup.Email,
            ("affiliate", _) => ChannelGroup.Affiliate,
            ("referral" or "partner", _) => ChannelGroup.Referral,
            (
                "phone"
                    or "call"
                    or "cold_call"
                    or "sms"
                    or "outreach"
                    or "outbound"
                    or "direct_mail"
                    or "print"
                    or "tv"
                    or "radio",
                _
            ) => ChannelGroup.Outreach,
            ("event" or "tradeshow" or "trade_fair" or "qr", _) => ChannelGroup.Outreach,
            (_, { } known) => known,
            (_, null) => Unnamed(source),
        };

    private static ChannelGroup Unnamed(Source? source) =>
        source switch
        {
            null
            or {
                Name: null or "direct" or "(direct)",
                Medium: null or "none" or "(none)",
                Campaign: null,
                Referrer: null
            } => ChannelGroup.Direct,
            { Name: null, Medium: null, Campaign: null } => ChannelGroup.Referral,
            _ => ChannelGroup.OtherCampaign,
        };

    private static Direction DirectionOf(ChannelGroup group) =>
        group switch
        {
            ChannelGroup.Email or ChannelGroup.PaidSocial or ChannelGroup.Display or ChannelGroup.Outreach =>
                Direction.Outbound,
            ChannelGroup.Direct
            or ChannelGroup.OrganicSearch
            or ChannelGroup.PaidSearch
            or ChannelGroup.OrganicSocial
            or ChannelGroup.Referral
            or ChannelGroup.Affiliate
            or ChannelGroup.OtherCampaign => Direction.Inbound,
        };

    private static KnownSite? SiteOf(Source? source) =>
        source?.Name is { } name ? KnownSites.ByName(name)
        : source?.Referrer is { } referrer && Foreign(referrer, ownHost: null) is { } from
            ? KnownSites.ByHost(from.Host)
        : null;

    private static Source? FromReferrer(Uri from, string? page) =>
        KnownSites.ByHost(from.Host) is { } site
            ? Source.From(site.Name, MediumOf(site.Group), campaign: null, page)
            : Source.From(WithoutWww(from.Host), "referral", campaign: null, page);

    private static string MediumOf(ChannelGroup group) =>
        group == ChannelGroup.OrganicSearch ? "organic"
        : group == ChannelGroup.Email ? "email"
        : "social";

    private static string? PageOf(Uri? page) =>
        page?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static Uri? Foreign(string? referrer, string? ownHost) =>
        referrer is { Length: <= Source.ReferrerMaxLength * 4 }
        && Uri.TryCreate(referrer, UriKind.Absolute, out var from)
        && from.Scheme is "http" or "https" or "android-app"
        && from.Host.Length > 0
        && !(ownHost is not null && WithoutWww(from.Host) == WithoutWww(ownHost.ToLowerInvariant()))
            ? from
            : null;

    private static string WithoutWww(string host) =>
        host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
}
