using System.Collections.Frozen;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>
/// Hears that somebody sells instead of asking. One word of it is nothing, since customers speak of their business too; it is the words of
/// different groups together, such as <em>we offer</em>, <em>your website</em>, <em>free of charge</em> and <em>just reply</em>.
/// </summary>
public static class SalesTalk
{
    private const int WeOffer = 0;
    private const int Yours = 1;
    private const int Bait = 2;
    private const int Push = 3;
    private const int OfOneManner = 2;
    private const int GoodsMax = 3;
    private const int ManyWords = 3;

    private static readonly string[] Manners = Groups(SalesWords.Manners);

    private static readonly FrozenDictionary<string, Phrase[]> ByFirstWord = Manners
        .Concat(Groups(SalesWords.Goods))
        .SelectMany((group, index) => group.Split('|').Select(text => new Phrase(index, Plain([text]))))
        .GroupBy(phrase => phrase.Text[..phrase.Text.IndexOf(' ', StringComparison.Ordinal)])
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private sealed record Phrase(int Group, string Text);

    /// <summary>How much of it there is, and the words.</summary>
    public static (int Strength, IReadOnlyList<string> Words) In(IEnumerable<string> texts)
    {
        var groups = Find(Plain(texts)).ToLookup(phrase => phrase.Group);
        var goods = Math.Min(
            GoodsMax,
            groups.Where(group => group.Key >= Manners.Length).Sum(group => group.Count() >= ManyWords ? 2 : 1)
        );
        var core = goods + Of(groups[WeOffer]) + Of(groups[Bait]);
        // Who names our website and asks us to answer may just as well be a customer.
        var strength = core switch
        {
            0 => 0,
            1 => Math.Min(2, core + Of(groups[Yours]) + Of(groups[Push])),
            _ => core + Of(groups[Yours]) + Of(groups[Push]),
        };
        return (
            strength > 1 ? strength : goods,
            [.. groups.SelectMany(group => group).Select(phrase => phrase.Text.TrimEnd())]
        );
    }

    private static int Of(IEnumerable<Phrase> manner) => manner.Take(OfOneManner).Count();

    private static HashSet<Phrase> Find(string text)
    {
        var plain = text.AsSpan();
        var first = ByFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new HashSet<Phrase>();
        while (plain.Length > 0)
        {
            var end = plain.IndexOf(' ');
            foreach (var phrase in first.TryGetValue(plain[..end], out var phrases) ? phrases : [])
            {
                if (plain.StartsWith(phrase.Text, StringComparison.Ordinal))
                {
                    found.Add(phrase);
                }
            }

            plain = plain[(end + 1)..];
        }

        return found;
    }

    /// <summary>In small letters, with one space after every word; in scripts without spaces, after every sign.</summary>
    private static string Plain(IEnumerable<string> texts)
    {
        var plain = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var c in text)
            {
                if (SpamText.IsWord(c))
                {
                    End(plain).Append(c).Append(' ');
                }
                else if (char.IsLetterOrDigit(c))
                {
                    plain.Append(char.ToLowerInvariant(c));
                }
                else if (c is not ('\'' or '’'))
                {
                    End(plain);
                }
            }

            End(plain);
        }

        return plain.ToString();
    }

    private static StringBuilder End(StringBuilder plain) =>
        plain.Length > 0 && plain[^1] != ' ' ? plain.Append(' ') : plain;

    private static string[] Groups(string words) =>
        [
            .. words
                .ReplaceLineEndings("\n")
                .Split("\n\n")
                .Select(group => group.Replace("\n", "", StringComparison.Ordinal)),
        ];
}
