using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadGen.Domain.Capture;

/// <summary>
/// A whole number as people write it: <c>1200</c>, <c>1,200</c>, <c>1 200</c>, <c>1'200</c>, <c>1,200.00</c>, digits of any script.
/// <c>1.200</c> is twelve hundred to some and one and a bit to others, so it is asked again and never guessed.
/// </summary>
internal static partial class WholeNumber
{
    public static FieldReading Read(string text, string label, long min, long max)
    {
        var plain = Plain(text);
        if (!Pattern().IsMatch(plain))
        {
            return FieldReading.Wrong($"Enter a whole number in digits, such as 1200: {label}");
        }

        var digits = plain.Split('.')[0].Replace(",", "", StringComparison.Ordinal);
        return
            long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
            ? FieldReading.Right(number.ToString(CultureInfo.InvariantCulture))
            : FieldReading.Wrong(
                string.Create(CultureInfo.InvariantCulture, $"Enter a number from {min} to {max}: {label}")
            );
    }

    /// <summary>Is it one, though it be out of bounds?</summary>
    internal static bool IsOne(string plain) => Pattern().IsMatch(plain);

    // Digits of any script become ASCII, and whatever else may part thousands becomes a comma.
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(
                char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))
                : char.IsWhiteSpace(c) || c is '\'' or '’' ? ','
                : c is '−' ? '-'
                : c
            );
        }

        return plain.ToString();
    }

    // Plain digits, or groups of three, or the Indian way of twos and a three; then nothing but zeros after a point,
    // one or two of them: three would be thousands to half of the world.
    [GeneratedRegex(@"\A-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,2}(,[0-9]{2})*,[0-9]{3})(\.0{1,2})?\z")]
    private static partial Regex Pattern();
}
