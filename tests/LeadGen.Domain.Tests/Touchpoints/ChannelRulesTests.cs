using System.Text.RegularExpressions;
using CsCheck;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests.Touchpoints;

public sealed class ChannelRulesTests
{
    [Theory]
    [InlineData("utm_source=Google&utm_medium=cpc&utm_campaign=spring", "https://www.google.com/", "Google/cpc/spring")]
    [InlineData("gclid=abc", "https://www.google.com/", "google/cpc/")]
    [InlineData("utm_source=newsletter&gclid=abc", null, "newsletter//")]
    [InlineData("fbclid=abc", null, "facebook/social/")]
    [InlineData("utm_campaign=spring", null, "//spring")]
    [InlineData("utm_source=%20", "https://www.google.co.uk/search?q=secret", "google/organic/")]
    [InlineData("", "https://duckduckgo.com/", "duckduckgo/organic/")]
    [InlineData("", "https://de.search.yahoo.com/x", "yahoo/organic/")]
    [InlineData("", "https://l.facebook.com/", "facebook/social/")]
    [InlineData("", "android-app://com.linkedin.android/", "linkedin/social/")]
    [InlineData("", "https://mail.google.com/", "gmail/email/")]
    [InlineData("", "https://docs.google.com/", "docs.google.com/referral/")]
    [InlineData("", "https://www.Partner.example/page", "partner.example/referral/")]
    [InlineData("", "https://netflix.com/", "netflix.com/referral/")]
    public void A_landing_has_the_source_that_its_address_or_its_referrer_tells(
        string query,
        string? referrer,
        string expected
    )
    {
        var source = ChannelRules.FromLanding(Values(query), referrer, "www.ours.example");

        Assert.Equal(expected, $"{source?.Name}/{source?.Medium}/{source?.Campaign}");
    }

    [Theory]
    [InlineData("gclid=Abc-1", "gclid=Abc-1", ChannelGroup.PaidSearch)]
    [InlineData(
        "utm_source=ads&utm_medium=cpc&msclkid=9&utm_term=a&utm_content=b",
        "msclkid=9",
        ChannelGroup.PaidSearch
    )]
    [InlineData("li_fat_id=9", "li_fat_id=9", ChannelGroup.PaidSocial)]
    [InlineData("ttclid=9", "ttclid=9", ChannelGroup.PaidSocial)]
    [InlineData("dclid=9", "dclid=9", ChannelGroup.Display)]
    [InlineData("fbclid=9", "fbclid=9", ChannelGroup.OrganicSocial)]
    [InlineData("mc_cid=9", "mc_cid=9", ChannelGroup.Email)]
    [InlineData("utm_source=ads", null, ChannelGroup.OtherCampaign)]
    public void The_id_of_a_click_is_kept_with_the_source(string query, string? click, ChannelGroup group)
    {
        var source = ChannelRules.FromLanding(Values(query), null, null)!;

        Assert.Equal(click, source.ClickId);
        Assert.Equal(group, ChannelRules.Decide(source).Group);
        Assert.Equal(query.Contains("utm_term", StringComparison.Ordinal), (source.Term, source.Content) == ("a", "b"));
    }

    [Fact]
    public void Nearly_all_social_networks_of_the_list_that_still_stand_are_known()
    {
        var hosts = File.ReadLines(SharedData.Reference("Socials.yml"))
            .Where(line => line.Contains("- ", StringComparison.Ordinal))
            .Select(line => line.Trim(' ', '-', '\'').Split('/')[0])
            .Where(host => host.Contains('.', StringComparison.Ordinal))
            .ToList();
        var known = hosts.Count(host => Group(host) == ChannelGroup.OrganicSocial);

        Assert.True(hosts.Count > 150);
        Assert.True(known > hosts.Count / 2, $"{known} of {hosts.Count}");
    }

    [Fact]
    public void A_source_goes_by_the_first_thing_that_tells_it_whatever_else_there_is() =>
        Gen.Select(
                Gen.String,
                Gen.OneOf(Gen.Const("gclid"), Gen.Const("fbclid"), Gen.Const("utm_source"), Gen.Const("x")),
                Gen.String
            )
            .Sample(
                (value, parameter, referrer) =>
                {
                    var query = new Dictionary<string, string?> { [parameter] = value };
                    var alone = ChannelRules.FromLanding(query, null, "ours.example");
                    var with = ChannelRules.FromLanding(query, "https://other.example/" + referrer, "ours.example");
                    if (alone is not null)
                    {
                        Assert.Equal(alone, with! with { Referrer = null });
                    }

                    Assert.True(with?.ClickId is null or { Length: <= Source.ClickIdMaxLength });
                }
            );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("about:blank")]
    [InlineData("not an address")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://www.ours.example/offers/guide")]
    [InlineData("https://ours.example:8443/")]
    public void Without_a_foreign_referrer_a_visitor_came_directly(string? referrer)
    {
        var source = ChannelRules.FromLanding(Values(""), referrer, "WWW.ours.example");

        Assert.Null(source);
        Assert.Equal(new Origin(Direction.Inbound, ChannelGroup.Direct), ChannelRules.Decide(source));
    }

    [Fact]
    public void What_somebody_searched_for_is_not_kept() =>
        Assert.Equal(
            "https://www.google.com/search",
            ChannelRules
                .FromLanding(Values(""), "https://user:pw@www.google.com/search?q=secret#secret", null)
                ?.Referrer
        );

    [Theory]
    [InlineData("google", "cpc", ChannelGroup.PaidSearch, Direction.Inbound)]
    [InlineData("google", "organic", ChannelGroup.OrganicSearch, Direction.Inbound)]
    [InlineData("Google", null, ChannelGroup.OrganicSearch, Direction.Inbound)]
    [InlineData("adwords", null, ChannelGroup.PaidSearch, Direction.Inbound)]
    [InlineData("google", "display", ChannelGroup.Display, Direction.Outbound)]
    [InlineData("facebook", "cpc", ChannelGroup.PaidSocial, Direction.Outbound)]
    [InlineData("LinkedIn.com", "paid", ChannelGroup.PaidSocial, Direction.Outbound)]
    [InlineData("somebody", "Paid-Social", ChannelGroup.PaidSocial, Direction.Outbound)]
    [InlineData("linkedin", null, ChannelGroup.OrganicSocial, Direction.Inbound)]
    [InlineData("linkedin", "social", ChannelGroup.OrganicSocial, Direction.Inbound)]
    [InlineData("spring_letter", "email", ChannelGroup.Email, Direction.Outbound)]
    [InlineData("newsletter", null, ChannelGroup.Email, Direction.Outbound)]
    [InlineData("partner.example", "referral", ChannelGroup.Referral, Direction.Inbound)]
    [InlineData("partner", "affiliate", ChannelGroup.Affiliate, Direction.Inbound)]
    [InlineData("agency", "cold call", ChannelGroup.Outreach, Direction.Outbound)]
    [InlineData("(direct)", "(none)", ChannelGroup.Direct, Direction.Inbound)]
    [InlineData("whatever", null, ChannelGroup.OtherCampaign, Direction.Inbound)]
    [InlineData("whatever", "unheard of", ChannelGroup.OtherCampaign, Direction.Inbound)]
    [InlineData("google", "unheard of", ChannelGroup.OrganicSearch, Direction.Inbound)]
    public void The_medium_decides_before_the_name(
        string name,
        string? medium,
        ChannelGroup group,
        Direction direction
    ) => Assert.Equal(new Origin(direction, group), ChannelRules.Decide(new Source(name, medium)));

    [Fact]
    public void Where_only_a_referrer_is_known_it_decides()
    {
        Assert.Equal(
            ChannelGroup.OrganicSearch,
            ChannelRules.Decide(new Source(null, Referrer: "https://www.bing.com/")).Group
        );
        Assert.Equal(
            ChannelGroup.Referral,
            ChannelRules.Decide(new Source(null, Referrer: "https://a.example/")).Group
        );
        Assert.Equal(ChannelGroup.OtherCampaign, ChannelRules.Decide(new Source(null, Campaign: "spring")).Group);
    }

    [Theory]
    [InlineData("Google")]
    [InlineData("Bing")]
    [InlineData("DuckDuckGo")]
    [InlineData("Baidu")]
    [InlineData("Yandex")]
    [InlineData("Ecosia")]
    [InlineData("Qwant")]
    public void The_hosts_of_the_great_search_engines_are_known(string engine)
    {
        // The list also has the partners of an engine; its own hosts bear its name.
        var hosts = Hosts("SearchEngines.yml", engine)
            .Select(host => host.Replace("{}", "de", StringComparison.Ordinal))
            .Where(host => Regex.IsMatch(host, $@"^(www\.|search\.|m\.|de\.)?{engine}\.", RegexOptions.IgnoreCase))
            .ToList();

        Assert.NotEmpty(hosts);
        Assert.All(hosts, host => Assert.Equal((host, ChannelGroup.OrganicSearch), (host, Group(host))));
    }

    [Theory]
    [InlineData("Facebook")]
    [InlineData("LinkedIn")]
    [InlineData("Instagram")]
    [InlineData("Twitter")]
    [InlineData("YouTube")]
    [InlineData("reddit")]
    [InlineData("TikTok")]
    [InlineData("XING")]
    [InlineData("Threads")]
    public void The_hosts_of_the_great_social_networks_are_known(string network)
    {
        var hosts = Hosts("Socials.yml", network).Where(host => host != "linkedin.android").ToList();
        Assert.NotEmpty(hosts);

        Assert.All(hosts, host => Assert.Equal((host, ChannelGroup.OrganicSocial), (host, Group(host))));
    }

    [Fact]
    public void Whatever_a_browser_sends_has_a_bounded_source() =>
        Gen.Select(Gen.String, Gen.String, Gen.String)
            .Sample(
                (name, medium, referrer) =>
                {
                    var values = new Dictionary<string, string?> { ["utm_source"] = name, ["utm_medium"] = medium };
                    var source = ChannelRules.FromLanding(values, "https://" + referrer, "ours.example");
                    ChannelRules.Decide(source);
                    Assert.True(source?.Name is null or { Length: > 0 and <= Source.PartMaxLength });
                }
            );

    [Fact]
    public void A_source_is_cut_between_characters_and_keeps_nothing_that_can_not_be_stored()
    {
        Assert.Equal(new string('a', 199), Source.From(new string('a', 199) + "😀", null, null, null)?.Name);
        Assert.Equal("ab c", Source.From("\0a\uD800b\tc\u0007", null, null, null)?.Name);
        Assert.Equal(Source.PartMaxLength, Source.From(new string('a', 1_000_000), null, null, null)?.Name?.Length);
        Assert.Null(Source.From(" \0 ", "\uDC00", null, null));
    }

    private static ChannelGroup Group(string host) =>
        ChannelRules.Decide(ChannelRules.FromLanding(Values(""), $"https://{host}", "ours.example")).Group;

    private static Dictionary<string, string?> Values(string query) =>
        query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => (string?)Uri.UnescapeDataString(pair[1]));

    private static IEnumerable<string> Hosts(string file, string name) =>
        File.ReadLines(SharedData.Reference(file))
            .SkipWhile(line => line != name + ":")
            .Skip(1)
            .TakeWhile(line => line.Length == 0 || line[0] == ' ')
            .Where(line =>
                line.Contains("- ", StringComparison.Ordinal) && line.Contains('.', StringComparison.Ordinal)
            )
            .Select(line => line.Trim(' ', '-', '\'').Split('/')[0]);
}
