using System.Globalization;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>What stands before the @: a dot-atom, in which letters of any script may stand.</summary>
internal static class MailLocalPart
{
    /// <summary>In octets of UTF-8.</summary>
    private const int MaxOctets = 64;

    private const string AtomSigns = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>The case-folded form, or null where it is not one.</summary>
    public static string? Fold(string text)
    {
        if (CleanText.HasLoneSurrogate(text) || Encoding.UTF8.GetByteCount(text) > MaxOctets)
        {
            return null;
        }

        var composed = Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormC);
        return composed.Split('.').All(IsAtom) ? FoldCase(composed) : null;
    }

    private static bool IsAtom(string text) => text.Length > 0 && text.EnumerateRunes().All(IsAtomRune);

    private static bool IsAtomRune(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetterOrDigit((char)rune.Value)
                || AtomSigns.Contains((char)rune.Value, StringComparison.Ordinal);
        }

        // What can't be seen has no place in a name: two addresses that look the same would not be.
        return Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
    }

    private static string FoldCase(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // By way of upper case, so that both small sigmas are one. A letter outside ASCII never becomes one
            // inside it: that would take another person's address for this one.
            var lower = Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
            folded.Append(lower.IsAscii && !rune.IsAscii ? rune : lower);
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }
}
