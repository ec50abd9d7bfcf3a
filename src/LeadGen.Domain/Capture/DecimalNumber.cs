using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadGen.Domain.Capture;

/// <summary>
/// A number that need not be whole, as people write it: all that <see cref="WholeNumber"/> takes, <c>2.5</c>, <c>2,5</c>, <c>1,200.50</c>,
/// <c>0.125</c>. Three digits after a point or comma are thousands to half of the world, so they are asked again unless nothing is before them.
/// </summary>
internal static partial class DecimalNumber
{
    public static FieldReading Read(string text, string label, long min, long max)
    {
        var plain = WholeNumber.Plain(text);
        if (Comma().IsMatch(text))
        {
            plain = plain.Replace(',', '.');
        }
        else if (!Point().IsMatch(plain))
        {
            var whole = WholeNumber.Read(text, label, min, max);
            return whole.Clean is null && !WholeNumber.IsOne(plain)
                ? FieldReading.Wrong($"Enter a number in digits, such as 1200 or 2.5: {label}")
                : whole;
        }

        return
            decimal.TryParse(
                plain,
                NumberStyles.Number & ~NumberStyles.AllowTrailingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= min
            && number <= max
            ? FieldReading.Right((number == 0 ? 0 : number).ToString("0.#########", CultureInfo.InvariantCulture))
            : FieldReading.Wrong(
                string.Create(CultureInfo.InvariantCulture, $"Enter a number from {min} to {max}: {label}")
            );
    }

    // Digits, or groups of three, and after a point one or two digits, or so many that they are no thousands.
    [GeneratedRegex(
        @"\A-?(([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})\.([0-9]{1,2}|[0-9]{4,9})|0\.[0-9]{1,9})\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Point();

    // As most of Europe writes it.
    [GeneratedRegex(@"\A[-−]?(\d{1,18},(\d{1,2}|\d{4,9})|0,\d{1,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Comma();
}
