using System.Globalization;
using System.Text;
using LeadGen.Domain.Offers;

namespace LeadGen.Web.Capture;

/// <summary>The date of a webinar or event for a calendar (RFC 5545).</summary>
public sealed class OfferCalendar(OfferCache offers)
{
    private const int LineMaxBytes = 75;
    private static readonly TimeSpan Length = TimeSpan.FromHours(1);

    public async Task<IResult> GetAsync(string slug, HttpContext context, CancellationToken cancel)
    {
        if (await offers.PublishedAsync(slug, cancel) is not { Delivery.StartsAt: { } at } offer)
        {
            return Results.NotFound();
        }

        return Results.File(
            Encoding.UTF8.GetBytes(Text(offer, at, $"https://{context.Request.Host}/offers/{offer.Slug}")),
            "text/calendar; charset=utf-8",
            offer.Slug + ".ics"
        );
    }

    private static string Text(Offer offer, DateTimeOffset at, string address)
    {
        string[] lines =
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//LeadGen//Offers//EN",
            "BEGIN:VEVENT",
            $"UID:{offer.Id}@leadgen",
            $"DTSTAMP:{Instant(offer.UpdatedAt)}",
            $"DTSTART:{Instant(at)}",
            $"DTEND:{Instant(at + Length)}",
            $"SUMMARY:{Escape(offer.Title)}",
            $"DESCRIPTION:{Escape(offer.Promise)}",
            $"URL:{offer.Delivery.Url ?? address}",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        return string.Concat(lines.Select(line => Fold(line) + "\r\n"));
    }

    private static string Instant(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .ReplaceLineEndings("\\n");

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
