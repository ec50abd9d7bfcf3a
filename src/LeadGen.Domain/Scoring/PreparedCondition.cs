using System.Globalization;

namespace LeadGen.Domain.Scoring;

/// <summary>A condition, ready to be asked of many leads.</summary>
internal sealed class PreparedCondition
{
    private readonly bool _comparesNumbers;
    private readonly decimal?[] _numbers;
    private readonly HashSet<string> _texts;

    public PreparedCondition(FactCondition condition)
    {
        Condition = condition;
        _comparesNumbers = condition.Numbers || FactNames.Numbers.Contains(condition.Fact);
        _numbers = [.. condition.Values.Select(Number)];
        _texts = condition.Values.Select(value => value.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public FactCondition Condition { get; }

    public bool Matches(LeadFacts facts) => Matches(facts[Condition.Fact]);

    public bool Matches(string? value)
    {
        var fact = value.AsSpan().Trim();
        if (fact.IsEmpty)
        {
            return Condition.Operator == FactOperator.IsMissing;
        }
        return Condition.Operator switch
        {
            FactOperator.IsMissing => false,
            FactOperator.IsKnown => true,
            FactOperator.Equals or FactOperator.OneOf => EqualsOne(fact),
            FactOperator.Contains => ContainsOne(fact),
            FactOperator.AtLeast => Number(fact) >= NumberAt(0),
            FactOperator.AtMost => Number(fact) <= NumberAt(0),
            FactOperator.Between => Number(fact) is { } number && number >= NumberAt(0) && number <= NumberAt(1),
        };
    }

    private bool EqualsOne(ReadOnlySpan<char> fact)
    {
        if (_comparesNumbers && Number(fact) is { } number)
        {
            return Array.IndexOf(_numbers, number) >= 0;
        }
        return _texts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(fact);
    }

    private bool ContainsOne(ReadOnlySpan<char> fact)
    {
        foreach (var text in _texts)
        {
            if (ContainsWords(fact, text))
            {
                return true;
            }
        }
        return false;
    }

    private static bool ContainsWords(ReadOnlySpan<char> fact, ReadOnlySpan<char> words)
    {
        for (var from = 0; from + words.Length <= fact.Length && !words.IsEmpty; from++)
        {
            var found = fact[from..].IndexOf(words, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }
            from += found;
            if (!IsWithinWord(fact, from) && !IsWithinWord(fact, from + words.Length))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Does a word go on from the character before this place to the one at it?</summary>
    private static bool IsWithinWord(ReadOnlySpan<char> text, int place) =>
        place > 0 && place < text.Length && JoinsWords(text[place - 1]) && JoinsWords(text[place]);

    // Letters without case, such as Chinese or Arabic ones, are not told apart into words by spaces alone.
    private static bool JoinsWords(char character) =>
        char.IsLetterOrDigit(character) && char.GetUnicodeCategory(character) != UnicodeCategory.OtherLetter;

    private decimal? NumberAt(int index) => index < _numbers.Length ? _numbers[index] : null;

    private static decimal? Number(string text) => Number(text.AsSpan());

    private static decimal? Number(ReadOnlySpan<char> text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
