namespace LeadGen.Domain.Offers;

/// <summary>A file handed over to whoever fills the form.</summary>
/// <param name="Key">Its place below the files of the data directory, such as <c>offers/guide.pdf</c>.</param>
/// <param name="DownloadName">The name under which the visitor's browser saves it.</param>
public sealed record OfferFile(string Key, string DownloadName, string MediaType);

/// <summary>A code that the visitor gets.</summary>
/// <param name="Shared">The one that everybody gets; null: each gets their own, out of the pool of the offer.</param>
/// <param name="WarnBelow">With fewer left in the pool, marketing is told.</param>
public sealed record Coupon(string? Shared = null, int WarnBelow = Coupon.UsuallyWarnBelow)
{
    public const int UsuallyWarnBelow = 20;
    public const int WarnBelowMax = 100_000;
    public const int CodeMaxLength = 64;
}

/// <summary>What the visitor gets after the form, all of it on the page of thanks and by mail.</summary>
/// <param name="Url">Absolute, http or https: where to go, to join or to begin the trial.</param>
/// <param name="Thanks">A sentence or two on the page of thanks.</param>
/// <param name="StartsAt">When a webinar or event begins.</param>
/// <param name="EndsAt">An hour later where it is not said.</param>
/// <param name="TimeZone">By whose clock the times are told, as in the IANA list; null: UTC.</param>
/// <param name="Place">Where it is; null where one joins by the web address.</param>
/// <param name="Seats">How many may come; null: everybody.</param>
/// <param name="GoesAtOnce">The page of thanks is passed over for the web address.</param>
/// <param name="Mail">The words of the mail; null: the usual ones.</param>
public sealed record Delivery(
    OfferFile? File = null,
    string? Url = null,
    string Thanks = "",
    DateTimeOffset? StartsAt = null,
    DateTimeOffset? EndsAt = null,
    string? TimeZone = null,
    string? Place = null,
    int? Seats = null,
    bool GoesAtOnce = false,
    Coupon? Coupon = null,
    MailWords? Mail = null
)
{
    public const int KeyMaxLength = 200;
    public const int DownloadNameMaxLength = 200;
    public const int MediaTypeMaxLength = 100;
    public const int UrlMaxLength = 2000;
    public const int ThanksMaxLength = 2000;
    public const int PlaceMaxLength = 300;
    public const int SeatsMax = 10_000;

    public static Delivery Nothing { get; } = new();

    /// <summary>Is there a limited number of what it hands out, so that somebody may have to wait?</summary>
    public bool IsLimited() => Seats is not null || Coupon is { Shared: null };
}
