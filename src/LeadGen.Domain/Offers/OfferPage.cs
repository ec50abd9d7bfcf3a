namespace LeadGen.Domain.Offers;

public enum PictureFormat
{
    Png,
    Jpeg,
    Webp,
}

/// <summary>The picture of an offer.</summary>
/// <param name="Id">The name of its file: ours, never one that was sent.</param>
/// <param name="Alt">What it shows, for those who don't see it; empty where it only decorates.</param>
public sealed record OfferPicture(Guid Id, PictureFormat Format, int Width, int Height, string Alt)
{
    public const int AltMaxLength = 300;
}

/// <summary>How search engines and other sites show the page. What is empty is taken from the offer.</summary>
/// <param name="Hidden">Search engines are asked to leave the page out.</param>
public sealed record PageTags(string Title = "", string Description = "", bool Hidden = false)
{
    public const int TitleMaxLength = 120;
    public const int DescriptionMaxLength = 320;
}

/// <summary>What stands on an offer's page, and about it, beside its words and its form.</summary>
public sealed record OfferPage(OfferPicture? Picture = null)
{
    public const int CallsMax = 6;

    public static OfferPage Plain { get; } = new();

    public PageTags Tags { get; init; } = new();

    /// <summary>The calls to action on it, in their order.</summary>
    public IReadOnlyList<Guid> Calls { get; init; } = [];
}
