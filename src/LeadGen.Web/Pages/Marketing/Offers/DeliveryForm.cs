using System.Globalization;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>The fields of the delivery tab: what they show of a delivery, and the delivery that they make.</summary>
internal static class DeliveryForm
{
    public const string NoCode = "none";
    public const string SharedCode = "shared";
    public const string PoolCode = "pool";

    public static readonly string[] Fields =
    [
        "thanks",
        "url",
        "goes_at_once",
        "starts_at",
        "ends_at",
        "time_zone",
        "place",
        "seats",
        "codes",
        "code",
        "warn_below",
        "mail_subject",
        "mail_text",
    ];

    public static readonly Choice[] CodeChoices =
    [
        new(NoCode, "No code"),
        new(SharedCode, "One code for everybody"),
        new(
            PoolCode,
            "A code of their own for each",
            "Out of a list that you add under Codes. Nobody gets one that somebody else has."
        ),
    ];

    private const string ClockFormat = "yyyy-MM-dd'T'HH:mm";
    private static readonly string[] ClockFormats = [ClockFormat, "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    public static string CodesOf(Delivery delivery) =>
        delivery.Coupon switch
        {
            null => NoCode,
            { Shared: null } => PoolCode,
            _ => SharedCode,
        };

    /// <summary>As the clock there shows it, for the field of a date and time.</summary>
    public static string Clock(DateTimeOffset? at, string? zone) =>
        at is { } instant
            ? TimeZoneInfo.ConvertTime(instant, StaffZone.Of(zone)).ToString(ClockFormat, CultureInfo.InvariantCulture)
            : "";

    /// <param name="sent">What was typed in a field; null where the page had no such field, and what is stored stays.</param>
    /// <param name="refuse">Told a field and what is wrong with it.</param>
    public static Delivery Read(Delivery stored, Func<string, string?> sent, Action<string, string> refuse)
    {
        var delivery = stored with
        {
            Thanks = sent("thanks")?.Trim() ?? stored.Thanks,
            Url = sent("url") is { } url ? Text(url) : stored.Url,
            GoesAtOnce = sent("goes_at_once") is not null,
            Coupon = sent("codes") is null ? stored.Coupon : Coupon(sent, refuse),
            Mail = sent("mail_subject") is null ? stored.Mail : Mail(sent),
        };
        delivery = sent("starts_at") is null ? delivery : Dated(delivery, sent, refuse);
        foreach (var (field, message) in DeliveryRules.Check(delivery))
        {
            refuse(field, message);
        }

        return delivery;
    }

    private static Delivery Dated(Delivery delivery, Func<string, string?> sent, Action<string, string> refuse)
    {
        var zone = Text(sent("time_zone"));
        return delivery with
        {
            StartsAt = At("starts_at"),
            EndsAt = At("ends_at"),
            TimeZone = zone,
            Place = Text(sent("place")),
            Seats = Number("seats", sent, refuse),
        };

        DateTimeOffset? At(string field)
        {
            if (Text(sent(field)) is not { } text)
            {
                return null;
            }

            if (DateTime.TryParseExact(text, ClockFormats, CultureInfo.InvariantCulture, default, out var clock))
            {
                return StaffZone.Of(zone).At(clock);
            }

            refuse(field, "Enter a day and time such as 2026-12-03 16:00");
            return null;
        }
    }

    private static Coupon? Coupon(Func<string, string?> sent, Action<string, string> refuse)
    {
        var warnBelow = Number("warn_below", sent, refuse) ?? Domain.Offers.Coupon.UsuallyWarnBelow;
        switch (sent("codes"))
        {
            case PoolCode:
                return new Coupon(WarnBelow: warnBelow);
            case SharedCode when Text(sent("code")) is { } code:
                return new Coupon(code, warnBelow);
            case SharedCode:
                refuse("code", "Enter the code");
                return null;
            default:
                return null;
        }
    }

    private static MailWords? Mail(Func<string, string?> sent)
    {
        var (subject, text) = (sent("mail_subject")!.Trim(), sent("mail_text")?.Trim() ?? "");
        return subject.Length + text.Length == 0 ? null : new MailWords(subject, text);
    }

    private static int? Number(string field, Func<string, string?> sent, Action<string, string> refuse)
    {
        if (Text(sent(field)) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        refuse(field, "Enter a whole number");
        return null;
    }

    private static string? Text(string? typed) => typed?.Trim() is { Length: > 0 } text ? text : null;
}
