using LeadGen.Domain.Offers;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>The tab for other sites: which may show the form, and what they put into their page.</summary>
public sealed class EmbedModel(LeadGenDbContext db, TimeProvider time, IOptions<LeadGenOptions> options)
    : OfferPageModel(db, time)
{
    public string Origins => string.Join('\n', Offer.EmbedOrigins);

    /// <summary>To be copied.</summary>
    public string Snippet
    {
        get
        {
            var encoder = System.Text.Encodings.Web.HtmlEncoder.Default;
            return $"""
                <a href="{Base}/offers/{Offer.Slug}" data-leadgen="{Offer.Slug}">{encoder.Encode(
                    Offer.CallToAction
                )}</a>
                <script src="{Base}/embed/{Offer.Slug}.js" async></script>
                """;
        }
    }

    public string Base => (options.Value.PublicUrl ?? $"{Request.Scheme}://{Request.Host}").TrimEnd('/');

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        // What can't be read stays as it was typed, for the rules to name it.
        string[] origins =
        [
            .. (Sent("origins") ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => SiteOrigin.Read(line) ?? line)
                .Distinct(),
        ];
        return await KeepAsync(
            content => content with { EmbedOrigins = origins },
            origins.Length == 0
                ? "Saved. The form stands on our own page alone."
                : "Saved. Its sites have it within a minute.",
            OfferPaths.Embed(Id),
            cancel,
            field => field == "embed_origins" ? "origins" : field
        );
    }

    protected override IEnumerable<KeyValuePair<string, string>> Present() => [KeyValuePair.Create("origins", Origins)];
}
