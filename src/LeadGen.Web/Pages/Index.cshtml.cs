using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages;

/// <summary>The published offers, for everybody.</summary>
[AllowAnonymous, PublicPage(Tracks = true)]
public sealed class IndexModel(OfferCache offers, EmptyPools pools) : PageModel
{
    public IReadOnlyList<Offer> Offers { get; private set; } = [];

    /// <summary>Those of which no seat or code is left.</summary>
    public HashSet<Guid> Waiting { get; } = [];

    /// <summary>Where the visitor came from, for the links to offers.</summary>
    public string Carried => Campaign.QueryOf(Request);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Offers = await offers.PublishedAsync(cancel);
        foreach (var offer in Offers)
        {
            if (await pools.IsEmptyAsync(offer, cancel))
            {
                Waiting.Add(offer.Id);
            }
        }
    }
}
