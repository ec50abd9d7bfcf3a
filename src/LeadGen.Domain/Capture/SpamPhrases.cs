using System.Collections.Frozen;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>Words that spam lives on and customers of a company hardly use. Kept short: what is not here shows by other signs.</summary>
public static class SpamPhrases
{
    /// <summary>By what they sell; of one row only one is counted.</summary>
    private static readonly FrozenDictionary<string, Phrase[]> ByFirstWord = """
        backlink|backlinks|link building|dofollow|do follow links|guest post|guest posting|sponsored post|link insertion
        first page of google|page one of google|top of google|rank higher|rank your website|google rankings|domain authority|seo services|seo expert|seo package|seo agency|search engine rankings
        website traffic|web traffic|targeted traffic|more traffic|real visitors|organic traffic
        redesign your website|web design services|website design services|errors on your website|explainer video|app development company|virtual assistant services|data entry services
        email list|email database|b2b database|contact form blasting|contact form marketing|message to millions|ad to millions|mass mailing
        bitcoin|btc|crypto|cryptocurrency|forex|binary options|trading bot|trading signals|passive income
        make money|earn money|extra income|income from home|work from home|financial freedom|get rich|earn up to|per day from home
        casino|casinos|gambling|slots|betting|sportsbook|jackpot|poker
        viagra|cialis|levitra|pharmacy|tramadol|weight loss|cbd oil|male enhancement
        loan offer|business loan|quick loan|instant loan|payday|loan at|merchant cash advance|funding without|no credit check
        porn|xxx|sex|escort|escorts|hot girls|onlyfans|adult dating|dating site|lonely women
        next of kin|inheritance|beneficiary|million dollars|million usd|unclaimed|western union|wire the funds|barrister
        you have won|you won|gift card|iphone|free prize|claim your|lottery
        replica watches|rolex|louis vuitton|ray ban|cheap jordans|wholesale price
        instagram followers|buy followers|tiktok followers|youtube views|buy reviews|google reviews|fake reviews
        click here|click the link|visit our site|check it out here|more info here|here is the link|watch the video
        whatsapp me|telegram channel|telegram bot|contact on whatsapp|reply stop|to opt out|unsubscribe here|opt out of future
        казино|ставки|заработок|заработай|криптовалюта|криптовалюты|криптовалюту|раскрутка|продвижение сайтов|кредит онлайн|порно|знакомства|интим
        limited time offer|act now|once in a lifetime|risk free|100 free|guaranteed results|money back guarantee|special offer
        """.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(
        (row, index) => row.Split('|').Select(text => new Phrase(index, text + " "))
    ).GroupBy(phrase => phrase.Text[..phrase.Text.IndexOf(' ')]).ToFrozenDictionary(
        group => group.Key,
        group => group.ToArray(),
        StringComparer.Ordinal
    );

    private sealed record Phrase(int Row, string Text);

    /// <summary>Those that are in these texts.</summary>
    public static IReadOnlyList<string> In(IEnumerable<string> texts)
    {
        var plain = Plain(texts).AsSpan();
        var first = ByFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new SortedDictionary<int, string>();
        while (plain.Length > 0)
        {
            var end = plain.IndexOf(' ');
            foreach (var phrase in first.TryGetValue(plain[..end], out var phrases) ? phrases : [])
            {
                if (plain.StartsWith(phrase.Text, StringComparison.Ordinal))
                {
                    found.TryAdd(phrase.Row, phrase.Text.TrimEnd());
                }
            }

            plain = plain[(end + 1)..];
        }

        return [.. found.Values];
    }

    /// <summary>In small letters, with one space after every word.</summary>
    private static string Plain(IEnumerable<string> texts)
    {
        var plain = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var c in text)
            {
                if (char.IsLetterOrDigit(c))
                {
                    plain.Append(char.ToLowerInvariant(c));
                }
                else if (c is not ('\'' or '’') && plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }
            }

            if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString();
    }
}
