using System.Text.Json;
using CsCheck;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Tests.Touchpoints;

public sealed class MachineRulesTests
{
    private const string Chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    private static readonly MailClick Click = new(Chrome, false, 1, TimeSpan.FromHours(1), []);

    /// <summary>As people's browsers and the apps they read in call themselves.</summary>
    public static TheoryData<string> Browsers =>
        [
            Chrome,
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0.6723.90 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/132.0 Mobile/15E148 Safari/605.1.15",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 OPR/115.0.0.0",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Vivaldi/7.0.3495.11",
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Linux; Android 14; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 10; CUBOT X20 PRO) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 9; Cubot_Note_S) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/103.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; U; Android 13; en-us; Redmi Note 12) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.9.0",
            "Mozilla/5.0 (Linux; Android 12; LIO-AN00; HMSCore 6.14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 HuaweiBrowser/15.0.4 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36 GSA/15.44.30",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.30.1",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22A3354 [FBAN/FBIOS;FBAV/487.0.0;FBBV/652118101;FBDV/iPhone15,2;FBMD/iPhone]",
            "Mozilla/5.0 (Linux; Android 14; SM-A546B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0 Mobile Safari/537.36 Instagram 354.0.0 Android (34/14; 450dpi; 1080x2340)",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15 Ddg/17.6",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.5 Mobile/15E148 Safari/605.1.15 (Ecosia ios@9.2.0.1234)",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Teams/1.7.00 Chrome/120.0 Electron/28.2 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
            "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
            "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/7.0; Microsoft Outlook 16.0.5456)",
            "Opera/9.80 (Android; Opera Mini/36.2/191.249; U; en) Presto/2.12.423 Version/12.16",
            "Mozilla/5.0 (PlayStation; PlayStation 5/6.00) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.4 Safari/605.1.15",
            "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.211 Safari/537.36 WebAppManager",
        ];

    [Theory, MemberData(nameof(Browsers))]
    public void The_browser_of_a_person_is_not_taken_for_a_machine(string agent) =>
        Assert.Null(MachineRules.ByAgent(agent));

    [Fact]
    public void Of_known_crawlers_nearly_all_are_told()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(SharedData.Reference("crawler-user-agents.json")));
        var agents = list
            .RootElement.EnumerateArray()
            .SelectMany(crawler =>
                crawler.TryGetProperty("instances", out var instances) ? instances.EnumerateArray() : default
            )
            .Select(instance => instance.GetString())
            .ToList();
        var missed = agents.Where(agent => MachineRules.ByAgent(agent) is null).ToList();

        Assert.True(agents.Count > 1000);
        Assert.True(
            missed.Count <= agents.Count * 0.05,
            $"{missed.Count} of {agents.Count}:\n{string.Join('\n', missed)}"
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("curl/8.9.1")]
    [InlineData("Java/21.0.2")]
    public void A_program_that_is_no_browser_is_a_machine(string? agent) => Assert.NotNull(MachineRules.ByAgent(agent));

    [Fact]
    public void Whatever_a_program_calls_itself_the_answer_comes_and_is_short() =>
        Gen.String.Sample(agent =>
            Assert.True(
                MachineRules.ByAgent("Mozilla/5.0 (" + agent) is null or { Length: < Touchpoint.MachineWhyMaxLength }
            )
        );

    [Fact]
    public void A_click_that_nothing_speaks_against_waits_for_what_follows() =>
        Assert.Equal((MachineRules.Unconfirmed, false), MachineRules.ByClick(Click));

    [Fact]
    public void A_hidden_link_the_headers_alone_and_a_crawler_are_certain()
    {
        Assert.True(MachineRules.ByClick(Click with { Link = MachineRules.HiddenLink }).Certain);
        Assert.True(
            MachineRules.ByClick(Click with { Others = [(MachineRules.HiddenLink, TimeSpan.FromSeconds(20))] }).Certain
        );
        Assert.True(MachineRules.ByClick(Click with { IsHead = true }).Certain);
        Assert.True(MachineRules.ByClick(Click with { UserAgent = "curl/8" }).Certain);
    }

    [Theory]
    [InlineData(2, 2.0, true)]
    [InlineData(2, 2.1, false)]
    [InlineData(1, 0.1, false)]
    public void Three_different_links_of_one_mail_within_two_seconds_are_a_scanner(
        int others,
        double seconds,
        bool certain
    )
    {
        var before = Enumerable.Range(2, others).Select(link => (link, TimeSpan.FromSeconds(seconds)));
        Assert.Equal(certain, MachineRules.ByClick(Click with { Others = [.. before] }).Certain);
    }

    [Fact]
    public void One_link_pressed_three_times_is_a_person_in_a_hurry()
    {
        var (_, certain) = MachineRules.ByClick(Click with { Others = [(1, TimeSpan.Zero), (1, TimeSpan.Zero)] });
        Assert.False(certain);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void What_comes_as_the_mail_is_delivered_is_suspect(int seconds, bool waits)
    {
        var (why, certain) = MachineRules.ByClick(Click with { SinceSent = TimeSpan.FromSeconds(seconds) });
        Assert.Equal((waits, false), (why == MachineRules.Unconfirmed, certain));
    }
}
