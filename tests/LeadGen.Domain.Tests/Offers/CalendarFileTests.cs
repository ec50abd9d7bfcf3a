using System.Text;
using CsCheck;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class CalendarFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = new(2026, 12, 3, 16, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void The_date_is_in_UTC_and_lasts_as_long_as_is_said()
    {
        var read = Read(CalendarFile.Of(Webinar("A webinar", Start.AddMinutes(90)), "https://meet.example/a;b,c")!);

        Assert.Equal(
            ("20261203T150000Z", "20261203T163000Z", "20261101T080000Z"),
            (read["DTSTART"], read["DTEND"], read["DTSTAMP"])
        );
        Assert.Equal("https://meet.example/a;b,c", read["URL"]);
        Assert.Equal("https://meet.example/a\\;b\\,c", read["LOCATION"]);
    }

    [Fact]
    public void Without_an_end_it_lasts_an_hour_and_without_a_date_there_is_no_file()
    {
        Assert.Equal("20261203T160000Z", Read(CalendarFile.Of(Webinar("A webinar", null), null)!)["DTEND"]);
        var offer = Webinar("A webinar", null);
        offer.Change(offer.Content with { Delivery = Delivery.Nothing }, Now);
        Assert.Null(CalendarFile.Of(offer, null));
    }

    [Fact]
    public void A_change_keeps_the_id_and_raises_the_sequence()
    {
        var offer = Webinar("A webinar", null);
        var before = Read(CalendarFile.Of(offer, null)!);
        offer.Change(
            offer.Content with
            {
                Delivery = offer.Delivery with { StartsAt = Start.AddDays(1) },
            },
            Now.AddDays(1)
        );
        var after = Read(CalendarFile.Of(offer, null)!);

        Assert.Equal(before["UID"], after["UID"]);
        Assert.True(int.Parse(before["SEQUENCE"], null) < int.Parse(after["SEQUENCE"], null));
    }

    [Fact]
    public void Whatever_the_title_says_it_is_read_back_and_no_line_is_too_long()
    {
        Gen.String[Gen.Char["ab ,;:\\\"é漢\r\n\t"], 1, 150]
            .Where(title => title.Trim().Length > 0)
            .Sample(title =>
            {
                var text = CalendarFile.Of(Webinar(title, null), null)!;

                Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
                Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
                Assert.Equal(Plain(title.ReplaceLineEndings("\n")), Unescape(Read(text)["SUMMARY"]));
            });
    }

    /// <summary>As a calendar reads it: unfolded, then split at the first colon.</summary>
    private static Dictionary<string, string> Read(string text) =>
        text.Replace("\r\n ", "", StringComparison.Ordinal)
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line =>
                !line.StartsWith("BEGIN", StringComparison.Ordinal) && !line.StartsWith("END", StringComparison.Ordinal)
            )
            .ToDictionary(line => line[..line.IndexOf(':')], line => line[(line.IndexOf(':') + 1)..]);

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(
                text[i] != '\\' ? text[i]
                : text[++i] == 'n' ? '\n'
                : text[i]
            );
        }

        return plain.ToString();
    }

    private static string Plain(string text) => string.Concat(text.Where(c => c == '\n' || !char.IsControl(c)));

    private static Offer Webinar(string title, DateTimeOffset? ends) =>
        Offer.Create(
            "a-webinar",
            new OfferContent(
                OfferKind.Webinar,
                title,
                "What you get.",
                "",
                "Save my seat",
                FormIntent.Content,
                null,
                [new(LeadFields.Email, Required: true)],
                new Delivery(StartsAt: Start, EndsAt: ends)
            ),
            Now
        );
}
