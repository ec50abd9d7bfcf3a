using System.Text.RegularExpressions;

namespace LeadGen.Domain.Offers;

/// <summary>What a delivery must keep to before it can be saved. Messages are by field and say what to do.</summary>
public static partial class DeliveryRules
{
    /// <summary>Field in snake_case to message; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string> Check(Delivery delivery)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("thanks", TextMessage("text of thanks", delivery.Thanks, Delivery.ThanksMaxLength));
        Add("url", UrlMessage(delivery));
        Add("goes_at_once", AtOnceMessage(delivery));
        Add("file", delivery.File is { } file && !IsFile(file) ? FileMessage : null);
        Add("code", CodeMessage(delivery.Coupon));
        Add("warn_below", WarnMessage(delivery.Coupon));
        Add("starts_at", StartMessage(delivery));
        Add("ends_at", EndMessage(delivery));
        Add(
            "time_zone",
            delivery.TimeZone is { } zone && !IsZone(zone) ? "Enter a time zone such as Europe/Berlin" : null
        );
        Add("place", TextMessage("place", delivery.Place ?? "", Delivery.PlaceMaxLength));
        Add("seats", SeatsMessage(delivery));
        Add("mail_subject", WordsMessage("subject", delivery.Mail?.Subject, MailWords.SubjectMaxLength));
        Add("mail_text", WordsMessage("text of the mail", delivery.Mail?.Text, MailWords.TextMaxLength));
        return errors;

        void Add(string field, string? message)
        {
            if (message is not null)
            {
                errors[field] = message;
            }
        }
    }

    private const string FileMessage = "Choose the file again: its name, place or type can't be used";

    public static bool IsCode(string code) =>
        code.Length is > 0 and <= Coupon.CodeMaxLength && !code.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    private static string? TextMessage(string name, string text, int max) =>
        text.Length > max ? $"Shorten the {name} to {max:N0} characters or fewer"
        : text.Contains('\0', StringComparison.Ordinal) ? $"Remove the unreadable character from the {name}"
        : null;

    private static string? UrlMessage(Delivery delivery) =>
        delivery.Url is { } url && !IsWebAddress(url) ? "Enter a web address that begins with https://" : null;

    private static string? AtOnceMessage(Delivery delivery) =>
        (delivery.GoesAtOnce, delivery) switch
        {
            (true, { Url: null }) => "Enter the web address, or untick this",
            (true, { File: not null } or { Coupon: not null } or { StartsAt: not null }) =>
                "Untick this: the page of thanks is where the visitor gets the rest",
            _ => null,
        };

    private static string? CodeMessage(Coupon? coupon) =>
        coupon?.Shared is { } code && !IsCode(code)
            ? $"Enter a code without blanks, of {Coupon.CodeMaxLength} characters or fewer"
            : null;

    private static string? WarnMessage(Coupon? coupon) =>
        coupon is { WarnBelow: < 0 or > Coupon.WarnBelowMax }
            ? $"Enter a number from 0 to {Coupon.WarnBelowMax:N0}"
            : null;

    private static string? StartMessage(Delivery delivery) =>
        delivery is { StartsAt: null } and ({ EndsAt: not null } or { Seats: not null } or { Place: not null })
            ? "Enter when it begins"
            : null;

    private static string? EndMessage(Delivery delivery) =>
        delivery is { StartsAt: { } start, EndsAt: { } end } && end <= start
            ? "Enter a time after the beginning"
            : null;

    private static string? SeatsMessage(Delivery delivery) =>
        delivery switch
        {
            { Seats: < 1 or > Delivery.SeatsMax } =>
                $"Enter a number from 1 to {Delivery.SeatsMax:N0}, or leave it empty",
            { Seats: not null, Coupon.Shared: null, Coupon: not null } =>
                "Limit either the seats or the codes: there is one list of who waits",
            _ => null,
        };

    private static string? WordsMessage(string name, string? words, int max) =>
        words is null ? null
        : string.IsNullOrWhiteSpace(words) ? $"Enter the {name}, or empty both for the usual words"
        : TextMessage(name, words, max) is { } message ? message
        : MailWords.Unknown(words) is { } unknown
            ? $"{unknown} can't be filled in. These can: {string.Join(", ", MailWords.Names)}"
        : null;

    private static bool IsZone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    private static bool IsWebAddress(string url) =>
        url.Length <= Delivery.UrlMaxLength
        && !url.Any(char.IsControl)
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    // The key becomes a path below the data directory and the name a header: neither may lead out of its place.
    private static bool IsFile(OfferFile file) =>
        file.Key.Length <= Delivery.KeyMaxLength
        && FileKeyPattern().IsMatch(file.Key)
        && file.DownloadName.Length is > 0 and <= Delivery.DownloadNameMaxLength
        && !file.DownloadName.Any(c => char.IsControl(c) || c is '/' or '\\' or '"')
        && file.MediaType.Length <= Delivery.MediaTypeMaxLength
        && MediaTypePattern().IsMatch(file.MediaType);

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\z")]
    private static partial Regex FileKeyPattern();

    [GeneratedRegex(@"\A[a-z]+/[A-Za-z0-9.+-]+\z")]
    private static partial Regex MediaTypePattern();
}
