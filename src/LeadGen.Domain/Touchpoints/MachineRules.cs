using System.Text.RegularExpressions;

namespace LeadGen.Domain.Touchpoints;

/// <summary>What is seen of a click on a link in a mail, for telling a person from a scanner.</summary>
/// <param name="UserAgent">As the browser calls itself.</param>
/// <param name="IsHead">It asked for the headers alone, as no browser does that somebody looks into.</param>
/// <param name="Link">Which link of the mail; <see cref="MachineRules.HiddenLink"/> is one that people do not see.</param>
/// <param name="SinceSent">How long after the mail server took the mail; null where it is not known.</param>
/// <param name="Others">How long before this one other links of the same mail were followed, each link by its number.</param>
public sealed record MailClick(
    string? UserAgent,
    bool IsHead,
    int Link,
    TimeSpan? SinceSent,
    IReadOnlyList<(int Link, TimeSpan Before)> Others
);

/// <summary>
/// A decision table: is it a machine that did it? What is marked is kept and scores nothing, and the mark can be taken back; so in doubt it is
/// marked, and what follows takes the mark away.
/// </summary>
public static partial class MachineRules
{
    /// <summary>A gateway fetches what a mail links to as the mail comes in.</summary>
    public static readonly TimeSpan OnDelivery = TimeSpan.FromSeconds(60);

    /// <summary>So many different links of one mail, within so short a time, no person follows.</summary>
    public const int BurstLinks = 3;
    public static readonly TimeSpan Burst = TimeSpan.FromSeconds(2);

    /// <summary>What is done within this long after a click, in a browser that runs scripts or by a form, shows that a person clicked.</summary>
    public static readonly TimeSpan Confirms = TimeSpan.FromMinutes(30);

    public const int HiddenLink = 0;

    public const string Unconfirmed = "nothing has followed the click yet";
    public const string Delivered = "the click came as the mail was delivered, and nothing has followed yet";

    /// <summary>Of an open that another system tells of, whoever opened it.</summary>
    public const string Opened = "mail programs load pictures by themselves, so an open shows no person";

    /// <summary>Reasons that what follows takes back.</summary>
    public static readonly string[] Waiting = [Unconfirmed, Delivered];

    /// <summary>With this in its address a file is asked for by who followed a doubtful click.</summary>
    public static readonly (string Name, string Value) Doubted = ("by", "mail");

    private const int AgentMaxLength = 1000;

    /// <summary>Why a program of this name is no browser in front of a person; null where it may be one.</summary>
    public static string? ByAgent(string? userAgent)
    {
        var agent = userAgent?.Trim() ?? "";
        return agent.Length == 0 ? "the program gave no name"
            : agent.Length > AgentMaxLength ? "the name of the program is no browser's"
            : !Browser().IsMatch(agent) ? "the program is no browser"
            : Crawler().IsMatch(agent) ? "the program calls itself a crawler"
            : null;
    }

    /// <summary>Why a click is taken for a scanner's. One that nothing speaks against waits to be confirmed by what follows.</summary>
    /// <returns>The reason, and whether it is certain: then what follows does not take it back.</returns>
    public static (string Why, bool Certain) ByClick(MailClick click) =>
        click.Link == HiddenLink || click.Others.Any(other => other.Link == HiddenLink)
            ? ("it followed a link that people do not see", true)
        : click.IsHead ? ("it asked for no more than the headers", true)
        : ByAgent(click.UserAgent) is { } agent ? (agent, true)
        : IsBurst(click) ? ($"it followed {BurstLinks} links within {Burst.TotalSeconds:0} seconds", true)
        : click.SinceSent < OnDelivery ? (Delivered, false)
        : (Unconfirmed, false);

    private static bool IsBurst(MailClick click) =>
        click
            .Others.Where(other => other.Before <= Burst)
            .Select(other => other.Link)
            .Append(click.Link)
            .Distinct()
            .Count() >= BurstLinks;

    // Every browser still says Mozilla, its system, and an engine.
    [GeneratedRegex(
        @"\A(Mozilla/5\.0 \(.*(AppleWebKit/|Gecko/|Trident/)|Mozilla/4\.0 \(compatible; MSIE .*Trident/|Opera/9\.)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Browser();

    // Those that call themselves browsers and something else besides. Cubot makes phones.
    [GeneratedRegex(
        @"(^|[^u]|[^c]u)bot|crawl|spider|slurp|scan|scrap|fetch|preview|prerender|render/|https?:|[a-z]@[a-z]|headless|phantom|selenium|playwright|"
            + @"puppeteer|lighthouse|insights|ptst|monitor|uptime|synthetic|pingdom|check|inspect|valid|verif|archive|python|externalhit|google-|"
            + @"googleother|mediapartners|favicon|search|feed|agent|gecko[;,] |\+[a-z]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Crawler();
}
