using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadGen.Domain.Capture;

/// <summary>What a text shows of where it comes from.</summary>
public static class SpamText
{
    /// <summary>Shorter texts are alike by accident: "Please call me".</summary>
    public const int AlikeFromLetters = 40;

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
    /// By what texts are compared: letters alone, in one case, so that numbers, names of links and spaces make no difference. Null where it is
    /// too short to tell. The second half counts by itself too, since a greeting is soon changed.
    /// </summary>
    public static (string Whole, string? Half)? Alike(string? text)
    {
        if (text is null || text.Length < AlikeFromLetters)
        {
            return null;
        }

        var letters = new StringBuilder(text.Length);
        foreach (var c in Tokens(text).Where(token => !LinksOf(token).Any()).SelectMany(token => token))
        {
            if (char.IsLetter(c))
            {
                letters.Append(char.ToUpperInvariant(c));
            }
        }

        var whole = letters.ToString();
        return whole.Length < AlikeFromLetters
            ? null
            : (whole, whole.Length >= 4 * AlikeFromLetters ? whole[(whole.Length / 2)..] : null);
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
