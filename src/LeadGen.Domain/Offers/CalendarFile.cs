using System.Globalization;
using System.Text;

namespace LeadGen.Domain.Offers;

/// <summary>The date of a webinar or event for a calendar (RFC 5545).</summary>
public static class CalendarFile
{
    private const int LineMaxBytes = 75;

    /// <summary>The same id each time, so that a calendar which has it already changes it instead of adding a second.</summary>
    /// <param name="url">Where one joins, or where it is told more; null: nowhere.</param>
    /// <returns>Null where the offer has no date.</returns>
    public static string? Of(Offer offer, string? url)
    {
        if (offer.Delivery is not { StartsAt: { } start } delivery)
        {
            return null;
        }

        var lines = new List<string>
        {
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//LeadGen//Offers//EN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            $"UID:{offer.Id}@leadgen",
            $"SEQUENCE:{offer.Version}",
            $"DTSTAMP:{Instant(offer.UpdatedAt)}",
            $"DTSTART:{Instant(start)}",
            $"DTEND:{Instant(EventTime.End(delivery, start))}",
            $"SUMMARY:{Escape(offer.Title)}",
            $"DESCRIPTION:{Escape(offer.Promise)}",
        };
        if ((delivery.Place ?? url) is { } place)
        {
            lines.Add($"LOCATION:{Escape(place)}");
        }

        if (url is not null)
        {
            lines.Add($"URL:{OneLine(url)}");
        }

        lines.AddRange(["END:VEVENT", "END:VCALENDAR"]);
        return string.Concat(lines.Select(line => Fold(line) + "\r\n"));
    }

    private static string Instant(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        OneLine(
            text.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace(";", "\\;", StringComparison.Ordinal)
                .Replace(",", "\\,", StringComparison.Ordinal)
                .ReplaceLineEndings("\\n")
        );

    /// <summary>No text begins a line, and so a property, of its own.</summary>
    private static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    /// <summary>At 75 bytes, and never inside a character.</summary>
    private static string Fold(string line)
    {
        var (folded, length) = (new StringBuilder(), 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LineMaxBytes)
            {
                folded.Append("\r\n ");
                length = 1;
            }

            folded.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }
}
