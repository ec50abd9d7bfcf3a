using System.Globalization;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>What stands after the @: a host name.</summary>
internal static class MailDomain
{
    private const int MaxLength = 253;
    private const int LabelMaxLength = 63;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>In lower-case ASCII, an international name as its <c>xn--</c> form; null where it is not a host name with a dot.</summary>
    public static string? ToAscii(string text)
    {
        var ascii = (Ascii.IsValid(text) ? text : FromInternational(text))?.ToLowerInvariant();
        if (ascii is not { Length: <= MaxLength })
        {
            return null;
        }

        var labels = ascii.Split('.');
        return labels.Length > 1 && labels.All(IsLabel) && labels[^1].Any(char.IsAsciiLetter) ? ascii : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LabelMaxLength
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? FromInternational(string text)
    {
        try
        {
            return Idn.GetAscii(text);
        }
        catch (ArgumentException)
        {
            // The only way it has to say that a name can't be one.
            return null;
        }
    }
}
