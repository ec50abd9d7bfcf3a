using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadGen.Domain.Capture;

/// <summary>What a text shows of where it comes from.</summary>
public static class SpamText
{
    /// <summary>Shorter texts are alike by accident: "Please call me".</summary>
    public const int AlikeFromLetters = 40;

    /// <summary>Shorter sentences are a greeting, a thank you.</summary>
    private const int SentenceFromLetters = 20;
    private const int SentencesMax = 20;

    /// <summary>How many different web addresses are in it. What stands behind an @ is an e-mail address.</summary>
    public static int Links(string text) =>
        text.Contains('.', StringComparison.Ordinal)
            ? Tokens(text).SelectMany(LinksOf).Distinct(StringComparer.OrdinalIgnoreCase).Count()
            : 0;

    public static bool HasMarkup(string text) => text.AsSpan().ContainsAny('<', '[') && Mark.IsMatch(text);

    /// <summary>A word that goes from Latin to Cyrillic and back, or several that change over once.</summary>
    public static bool HasMixedScripts(string text)
    {
        var words = 0;
        var changes = 0;
        var before = Script.Other;
        foreach (var c in text)
        {
            var script = ScriptOf(c);
            if (script == Script.Other)
            {
                (changes, before) = (0, char.IsLetter(c) ? before : Script.Other);
                continue;
            }

            if (before != Script.Other && script != before)
            {
                changes++;
                words += changes == 1 ? 1 : 0;
                if (changes > 1 || words > 2)
                {
                    return true;
                }
            }

            before = script;
        }

        return false;
    }

    /// <summary>
    /// By what texts are compared: their sentences, letters alone, in one case, so that numbers, names of links, a greeting and spaces make no
    /// difference. None where all of it is too short to tell.
    /// </summary>
    public static IReadOnlyList<string> Sentences(string? text)
    {
        if (text is not { Length: >= AlikeFromLetters / 2 })
        {
            return [];
        }

        var plain = string.Join(' ', Tokens(text.Replace('\n', '.')).Where(token => !LinksOf(token).Any()));
        var sentences = plain
            .Split(Stops)
            .Select(Letters)
            .Where(sentence => Weight(sentence) >= SentenceFromLetters)
            .Take(SentencesMax)
            .ToList();
        return sentences.Sum(Weight) < AlikeFromLetters ? [] : sentences;
    }

    /// <summary>How much a text says: letters that stand for words say more.</summary>
    public static int Weight(string letters) => letters.Length + letters.Count(IsWord);

    /// <summary>Does the letter stand for a word, as in Chinese?</summary>
    internal static bool IsWord(char c) =>
        c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF');

    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text.Where(char.IsLetter))
        {
            letters.Append(char.ToUpperInvariant(c));
        }

        return letters.ToString();
    }

    private enum Script
    {
        Other,
        Latin,
        Cyrillic,
    }

    private static Script ScriptOf(char c) =>
        char.IsAsciiLetter(c) || (c is >= '\u00C0' and <= '\u024F' && char.IsLetter(c)) ? Script.Latin
        : c is >= '\u0400' and <= '\u04FF' ? Script.Cyrillic
        : Script.Other;

    private static string[] Tokens(string text) =>
        text.Split(Ends, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> LinksOf(string token)
    {
        var at = token.IndexOf("://", StringComparison.Ordinal);
        if (at < 0)
        {
            return IsBareLink(token) ? [token] : [];
        }

        // "url=https://a.example" and "https://a.examplehttps://b.example"
        return token.Split("://")[1..].Where(link => link.Length > 3);
    }

    /// <summary>www.example.com, or a name below one of the domains that are met most.</summary>
    private static bool IsBareLink(string token)
    {
        if (token.Contains('@', StringComparison.Ordinal))
        {
            return false;
        }

        var host = token.Split('/', '?', '#', ':')[0].Trim('.', ',', ';', '!', '-');
        var labels = host.Split('.');
        return labels.Length > 1
            && labels.All(label => label.Length > 1 && label.All(c => char.IsLetterOrDigit(c) || c == '-'))
            && (
                labels[0].Equals("www", StringComparison.OrdinalIgnoreCase)
                || Domains.Contains(labels[^1].ToLowerInvariant())
            );
    }

    private static readonly char[] Stops = ['.', '!', '?', ';', ':', '。', '！', '？', '；'];

    private static readonly char[] Ends =
    [
        ' ',
        '\t',
        '\n',
        '\r',
        '\u00A0',
        '<',
        '>',
        '"',
        '\'',
        '[',
        ']',
        '(',
        ')',
        '|',
        ',',
    ];

    private static readonly FrozenSet<string> Domains =
    [
        .. "biz bet casino cc click club co com fun info io link live ly me net online org pro pw ru shop site store top to vip website win xyz".Split(
            ' '
        ),
    ];

    /// <summary>Takes no longer for a text that somebody made to make it long.</summary>
    private static readonly Regex Mark = new(
        @"</?(?:a|b|p|br|div|font|h[1-6]|iframe|img|script|span|strong|table|center|style)[\s/>]|\[/?(?:url|link|img|b|email)[=\]]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    );
}
