namespace LeadGen.Domain.Offers;

/// <summary>A file handed over to whoever fills the form.</summary>
/// <param name="Key">Its place below the files of the data directory, such as <c>offers/guide.pdf</c>.</param>
/// <param name="DownloadName">The name under which the visitor's browser saves it.</param>
public sealed record OfferFile(string Key, string DownloadName, string MediaType);

/// <summary>What the visitor gets after the form: a file, a web address to go to, or both, and a text of thanks.</summary>
/// <param name="Url">Absolute, http or https.</param>
/// <param name="StartsAt">When a webinar or event begins.</param>
public sealed record Delivery(
    OfferFile? File = null,
    string? Url = null,
    string Thanks = "",
    DateTimeOffset? StartsAt = null
)
{
    public const int KeyMaxLength = 200;
    public const int DownloadNameMaxLength = 200;
    public const int MediaTypeMaxLength = 100;
    public const int UrlMaxLength = 2000;
    public const int ThanksMaxLength = 2000;

    public static Delivery Nothing { get; } = new();
}
