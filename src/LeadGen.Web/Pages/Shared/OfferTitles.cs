using LeadGen.Web.Capture;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Names offers by their titles.</summary>
public sealed class OfferTitles(IReadOnlyDictionary<string, string> bySlug)
{
    public static async ValueTask<OfferTitles> ReadAsync(OfferCache offers, CancellationToken cancel) =>
        new(await offers.TitlesAsync(cancel));

    /// <summary>The title in quotation marks; the slug where no offer has it any more.</summary>
    public string? Of(string? slug) =>
        slug is not null && bySlug.TryGetValue(slug, out var title) ? $"“{title}”" : slug;
}
