using System.Globalization;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>
/// A posted text made fit to keep: trimmed of every kind of space, otherwise as it was written. Control characters go: line breaks and tabs
/// become spaces in a field of one line, the rest is dropped. A NUL or half of a surrogate pair can't be stored and is an error.
/// </summary>
public static class CleanText
{
    internal static FieldReading Of(string text, int maxLength, string label, bool keepLines)
    {
        var trimmed = Trim(text);
        if (trimmed.Contains('\0', StringComparison.Ordinal) || HasLoneSurrogate(trimmed))
        {
            return FieldReading.Wrong($"Remove the unreadable character from: {label}");
        }

        var clean = Trim(WithoutControls(keepLines ? trimmed.ReplaceLineEndings("\n") : trimmed, keepLines));
        return clean.Length > maxLength
            ? FieldReading.Wrong(
                $"Shorten to {maxLength.ToString("N0", CultureInfo.InvariantCulture)} characters or fewer: {label}"
            )
            : FieldReading.Right(clean);
    }

    /// <summary>A text typed by staff or sent by another system, with its lines kept.</summary>
    /// <returns>The clean text, null where nothing was said; or what is wrong with it and what to do.</returns>
    public static (string? Clean, string? Error) Note(string? text, int maxLength, string label)
    {
        var reading = Of(text ?? "", maxLength, label, keepLines: true);
        return (reading.Clean is { Length: > 0 } clean ? clean : null, reading.Error);
    }

    /// <summary>
    /// What nobody typed, such as a referrer: whatever can't be kept is dropped and the rest cut to the length, never inside a surrogate pair.
    /// Null where nothing is left.
    /// </summary>
    public static string? Bounded(string? text, int maxLength)
    {
        if (text is null)
        {
            return null;
        }

        // Only as much is looked at as can matter, so that a text of a megabyte costs no more than a short one.
        var start = text.Length > 2 * maxLength ? text[..(2 * maxLength)] : text;
        var clean = Trim(
            WithoutControls(HasLoneSurrogate(start) ? WithoutLoneSurrogates(start) : start, keepLines: false)
        );
        var end = Math.Min(clean.Length, maxLength);
        var bounded = Trim(
            clean[..(end > 0 && end < clean.Length && char.IsHighSurrogate(clean[end - 1]) ? end - 1 : end)]
        );
        return bounded.Length == 0 ? null : bounded;
    }

    /// <summary>Without spaces at its ends, the unseen ones too that come along when text is copied from a page.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    // Zero-width space, word joiner and byte order mark.
    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u2060' or '\uFEFF';

    public static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }

    private static string WithoutLoneSurrogates(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar));

    private static string WithoutControls(string text, bool keepLines)
    {
        if (!text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (keepLines && c is '\n' or '\t')
            {
                clean.Append(c);
            }
            else if (char.IsWhiteSpace(c) && (char.IsControl(c) || c is '\u2028' or '\u2029'))
            {
                clean.Append(' ');
            }
            else if (!char.IsControl(c))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }
}
