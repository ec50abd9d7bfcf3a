namespace LeadGen.Domain.Capture;

/// <summary>
/// Tells letters thrown together by a program from names and sentences, by pairs of letters that next to no language has and by long
/// runs of consonants. All fields are looked at together: a strange name is a name, but where every second field is strange nobody has typed it.
/// </summary>
public static class Gibberish
{
    private const int LettersFrom = 12;
    private const int StrangeFrom = 4;
    private const double Share = 0.08;

    /// <summary>From here on there is no doubt.</summary>
    private const int StrangeSurely = 6;
    private const double ShareSurely = 0.14;
    private const int ConsonantsFrom = 5;

    /// <summary>Capitals amid small letters, as in hFkLwQz. MacDonald and DeLaCruz have fewer.</summary>
    private const int JumpsFrom = 3;
    private const int JumpyWordsFrom = 2;

    /// <summary>0 for words and names, 1 where it looks like gibberish, 2 where it can be nothing else.</summary>
    public static int Grade(IReadOnlyCollection<string> texts)
    {
        var letters = 0;
        var strange = 0;
        var jumpy = 0;
        foreach (var word in texts.SelectMany(Words))
        {
            letters += word.Length;
            strange += StrangeIn(word);
            jumpy += IsJumpy(word) ? 1 : 0;
        }

        return strange >= StrangeSurely && strange >= ShareSurely * letters ? 2
            : jumpy >= JumpyWordsFrom
            || (letters >= LettersFrom && strange >= StrangeFrom && strange >= Share * letters)
                ? 1
            : 0;
    }

    /// <summary>Rare pairs, and each run of five consonants.</summary>
    private static int StrangeIn(string word)
    {
        var strange = 0;
        var run = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var letter = char.ToLowerInvariant(word[i]);
            run = letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' ? 0 : run + 1;
            strange += run == ConsonantsFrom ? 1 : 0;
            strange += i > 0 && Rare[IndexOf(char.ToLowerInvariant(word[i - 1]), letter)] ? 1 : 0;
        }

        return strange;
    }

    private static bool IsJumpy(string word)
    {
        var jumps = 0;
        for (var i = 1; i < word.Length; i++)
        {
            jumps += char.IsAsciiLetterLower(word[i - 1]) && char.IsAsciiLetterUpper(word[i]) ? 1 : 0;
        }

        return word.Length >= 6 && jumps >= JumpsFrom;
    }

    /// <summary>Runs of ASCII letters. Web addresses and what has digits in it are ids of something.</summary>
    private static IEnumerable<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length >= 3 && !word.AsSpan().ContainsAny("/@:_"))
            .SelectMany(word => word.Split('-', '.', ',', ';', '!', '?', '(', ')', '\'', '’', '"', '&', '+'))
            .Where(word => word.Length >= 3 && word.All(char.IsAsciiLetter) && !word.All(char.IsAsciiLetterUpper));

    /// <summary>A letter, and those that follow it in hardly any language.</summary>
    private static readonly bool[] Rare = Table(
        """
        b:cqx c:bdfgjpvwx d:x f:jqvxz g:cjqx h:jqx j:bfhpqrwxy k:cgqxz l:x m:gjqxz p:jqvx q:bcdfghjklmnoprstvwxyz s:x t:qx v:bfgjqwx
        w:qvx x:bdfgjkmnrsvwz y:jqx z:cfjqx
        """
    );

    private static bool[] Table(string rows)
    {
        var table = new bool[26 * 26];
        foreach (var row in rows.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var second in row[2..])
            {
                table[IndexOf(row[0], second)] = true;
            }
        }

        return table;
    }

    private static int IndexOf(char first, char second) => ((first - 'a') * 26) + second - 'a';
}
