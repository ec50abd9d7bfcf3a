namespace LeadGen.Domain.Touchpoints;

/// <summary>A site that sends visitors: the name under which it is counted, and as what.</summary>
internal sealed record KnownSite(string Host, string Name, ChannelGroup Group);

/// <summary>Search engines, social networks and web mail that are met often. What is not here is a referral.</summary>
internal static class KnownSites
{
    private static readonly KnownSite[] Sites =
    [
        // The narrower host first: mail of Google is no search.
        .. Of(
            ChannelGroup.Email,
            "mail.google.com gmail|com.google.android.gm gmail|mail.yahoo.com yahoo mail|outlook.live.com outlook|outlook.office.com outlook|"
                + "outlook.office365.com outlook|mail.proton.me proton|mail.aol.com aol mail|mail.zoho.com zoho|mail.yandex.ru yandex mail|"
                + "e.mail.ru mail.ru|navigator.gmx.net gmx|navigator.web.de web.de|mail.qq.com qq mail|app.fastmail.com fastmail"
        ),
        .. Of(
            ChannelGroup.OrganicSocial,
            "facebook.com facebook|fb.me facebook|fb.com facebook|instagram.com instagram|linkedin.com linkedin|lnkd.in linkedin|"
                + "com.linkedin.android linkedin|twitter.com twitter|t.co twitter|x.com twitter|youtube.com youtube|youtu.be youtube|"
                + "reddit.com reddit|com.reddit.frontpage reddit|pinterest.com pinterest|tiktok.com tiktok|xing.com xing|bsky.app bluesky|"
                + "threads.net threads|threads.com threads|mastodon.social mastodon|mastodon.online mastodon|fosstodon.org mastodon|"
                + "hachyderm.io mastodon|news.ycombinator.com hacker news|stackoverflow.com stack overflow|github.com github|quora.com quora|"
                + "discord.com discord|tumblr.com tumblr|vimeo.com vimeo|vk.com vk|weibo.com weibo|snapchat.com snapchat|"
                + "web.telegram.org telegram|org.telegram.messenger telegram|plus.google.com google+|slideshare.net slideshare|medium.com medium|"
                + "mastodon.cloud mastodon|mas.to mastodon|mstdn.social mastodon|chaos.social mastodon|mastodon.world mastodon|"
                + "mastodonapp.uk mastodon|indieweb.social mastodon|toot.community mastodon|org.joinmastodon.android mastodon|"
                + "discord.gg discord|discordapp.com discord|douban.com douban|bilibili.com bilibili|dribbble.com dribbble|"
                + "flickr.com flickr|foursquare.com foursquare|last.fm last.fm|livejournal.com livejournal|livejournal.ru livejournal|"
                + "mixi.jp mixi|my.mail.ru moi mir|myspace.com myspace|ok.ru odnoklassniki|odnoklassniki.ru odnoklassniki|"
                + "qzone.qq.com qzone|renren.com renren|soundcloud.com soundcloud|t.umblr.com tumblr|sourceforge.net sourceforge|"
                + "stumbleupon.com stumbleupon|vkontakte.ru vk|v2ex.com v2ex|viadeo.com viadeo|wechat.com wechat|weixin.qq.com wechat|"
                + "t.cn weibo|workplace.com workplace|com.snapchat.android snapchat|pixelfed.social pixelfed|nicovideo.jp niconico|"
                + "skyfeed.app bluesky|url.google.com google+|twitcasting.tv twitcasting|xanga.com xanga|badoo.com badoo|"
                + "tagged.com tagged|hi5.com hi5|nk.pl nasza klasa|taringa.net taringa|skyrock.com skyrock|kakao.com kakao|line.me line|"
                + "linkedin.android linkedin|com.google.android.youtube youtube|com.twitter.android twitter"
        ),
        .. Of(
            ChannelGroup.OrganicSearch,
            "bing.com bing|duckduckgo.com duckduckgo|baidu.com baidu|ecosia.org ecosia|qwant.com qwant|startpage.com startpage|"
                + "search.brave.com brave|search.yahoo.com yahoo|search.yahoo.co.jp yahoo|ask.com ask|search.aol.com aol|"
                + "search.naver.com naver|search.seznam.cz seznam|search.daum.net daum|sogou.com sogou|so.com 360|swisscows.com swisscows|"
                + "mojeek.com mojeek|kagi.com kagi|search.lycos.com lycos|metager.org metager|suche.t-online.de t-online|"
                + "suche.web.de web.de|search.gmx.net gmx|"
                + "coccoc.com coc coc|petalsearch.com petal|yep.com yep|you.com you.com|presearch.com presearch|lite.qwant.com qwant|"
                + "lilo.org lilo|ekoru.org ekoru|gibiru.com gibiru|dogpile.com dogpile|webcrawler.com webcrawler|info.com info.com|"
                + "excite.com excite|altavista.com altavista|search.ch search.ch|rambler.ru rambler|nova.rambler.ru rambler|go.mail.ru mail.ru|"
                + "sputnik.ru sputnik|search.walla.co.il walla|onet.pl onet|szukaj.onet.pl onet|virgilio.it virgilio|"
                + "search.goo.ne.jp goo|search.nifty.com nifty|search.orange.fr orange|chatgpt.com chatgpt|perplexity.ai perplexity|"
                + "com.google.android.googlequicksearchbox google"
        ),
    ];

    /// <summary>Engines and a network with one host a country, of which only the bare host, <c>www.</c> and <c>m.</c> search the web.</summary>
    private static readonly string[] Families = ["google", "yandex", "baidu", "pinterest"];

    public static KnownSite? ByHost(string host) =>
        Array.Find(Sites, site => IsHostOrBelow(host, site.Host)) ?? National(host);

    /// <summary>By the name in a campaign, such as <c>Google</c> or <c>linkedin.com</c>.</summary>
    public static KnownSite? ByName(string name) =>
        Array.Find(Sites, site => site.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? Array.Find(Aliases, site => site.Host.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? (name.Contains('.', StringComparison.Ordinal) ? ByHost(name.ToLowerInvariant()) : null);

    public static bool IsHostOrBelow(string host, string parent) =>
        host == parent || (host.EndsWith(parent, StringComparison.Ordinal) && host[^(parent.Length + 1)] == '.');

    private static readonly KnownSite[] Aliases =
    [
        new("yandex", "yandex", ChannelGroup.OrganicSearch),
        new("adwords", "google", ChannelGroup.PaidSearch),
        new("googleads", "google", ChannelGroup.PaidSearch),
        new("fb", "facebook", ChannelGroup.OrganicSocial),
        new("ig", "instagram", ChannelGroup.OrganicSocial),
        new("x", "twitter", ChannelGroup.OrganicSocial),
        new("newsletter", "newsletter", ChannelGroup.Email),
        new("email", "email", ChannelGroup.Email),
    ];

    private static KnownSite? National(string host)
    {
        var labels = host.Split('.');
        var name = labels[0] is "www" or "m" && labels.Length > 2 ? 1 : 0;
        return labels.Length - name is 2 or 3 && Families.Contains(labels[name])
            ? new KnownSite(
                host,
                labels[name],
                labels[name] == "pinterest" ? ChannelGroup.OrganicSocial : ChannelGroup.OrganicSearch
            )
            : null;
    }

    private static IEnumerable<KnownSite> Of(ChannelGroup group, string sites) =>
        sites.Split('|').Select(site => site.Split(' ', 2)).Select(parts => new KnownSite(parts[0], parts[1], group));
}
