namespace LeadGen.Web.Access;

/// <summary>
/// Of how many parts somebody makes a password who guesses it: a letter is one, and so is a word that everybody tries, however it is
/// masked, a walk over the keyboard, a count, or a year.
/// </summary>
public static class GuessedFirst
{
    /// <summary>Shorter walks happen within words.</summary>
    private const int ShortestWalk = 3;

    /// <summary>Of two that take turns, as in a1s2d3.</summary>
    private const int ShortestPair = 6;

    private static readonly string[] Rows = ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];

    private static readonly Dictionary<char, (int Row, int Column)> Keys = Rows.SelectMany(
            (row, r) => row.Select((key, c) => (key, r, c))
        )
        .ToDictionary(key => key.key, key => (key.r, key.c));

    /// <param name="own">What is known of the user and of the house: each word counts as one part.</param>
    public static int PartsOf(string password, IEnumerable<string> own)
    {
        var plain = password.ToLowerInvariant();
        if (BlockOf(plain) is { } block)
        {
            plain = block; // once more says nothing more
        }

        string[] readings = [plain, Unmask(plain, 'i'), Unmask(plain, 'l')];
        string[] words = [.. GuessedWords.All, .. own.Select(word => word.ToLowerInvariant())];
        var least = new int[plain.Length + 1];
        for (var at = plain.Length - 1; at >= 0; at--)
        {
            least[at] = 1 + least[at + 1];
            foreach (var length in Lengths(readings, words, at))
            {
                least[at] = Math.Min(least[at], 1 + least[at + length]);
            }
        }

        return least[0];
    }

    /// <summary>How far each guess that fits here reaches.</summary>
    private static IEnumerable<int> Lengths(string[] readings, string[] words, int at)
    {
        foreach (var word in words)
        {
            if (Array.Exists(readings, text => string.CompareOrdinal(text, at, word, 0, word.Length) == 0))
            {
                yield return word.Length;
            }
        }

        var plain = readings[0];
        if (WalkOf(plain, at, stride: 1) is >= ShortestWalk and var walk)
        {
            yield return walk;
        }

        if (WalkOf(plain, at, stride: 2) is >= ShortestPair and var pair)
        {
            yield return pair;
        }

        if (IsYear(plain.AsSpan(at)))
        {
            yield return 4;
        }
    }

    private static int WalkOf(string text, int at, int stride)
    {
        var length = stride;
        while (at + length < text.Length && IsStep(text[at + length - stride], text[at + length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>The same again, the next one up or down, or a neighbour on the keyboard.</summary>
    private static bool IsStep(char from, char to) =>
        from == to
        || (char.IsAsciiLetterOrDigit(from) && char.IsAsciiLetterOrDigit(to) && Math.Abs(from - to) == 1)
        || (
            Keys.TryGetValue(from, out var one)
            && Keys.TryGetValue(to, out var other)
            && Math.Abs(one.Row - other.Row) <= 1
            && Math.Abs(one.Column - other.Column) <= 1
        );

    private static bool IsYear(ReadOnlySpan<char> text) =>
        text.Length >= 4
        && (text.StartsWith("19") || text.StartsWith("20"))
        && char.IsAsciiDigit(text[2])
        && char.IsAsciiDigit(text[3]);

    /// <returns>What is said again and again; null where nothing is.</returns>
    private static string? BlockOf(string text)
    {
        var again = (text + text).IndexOf(text, 1, StringComparison.Ordinal);
        return again > 0 && again < text.Length ? text[..again] : null;
    }

    private static string Unmask(string text, char one) =>
        string.Create(
            text.Length,
            (text, one),
            static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++)
                {
                    to[i] = from.text[i] switch
                    {
                        '0' => 'o',
                        '1' or '!' => from.one,
                        '3' or '€' => 'e',
                        '4' or '@' => 'a',
                        '5' or '$' => 's',
                        '7' or '+' => 't',
                        '8' => 'b',
                        var other => other,
                    };
                }
            }
        );
}
