using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Pages;

/// <summary>The published offers, for everybody.</summary>
[AllowAnonymous, PublicPage(Tracks = true)]
public sealed class IndexModel(OfferCache offers) : PageModel
{
    public IReadOnlyList<Offer> Offers { get; private set; } = [];

    /// <summary>Where the visitor came from, for the links to offers.</summary>
    public string Carried => Campaign.QueryOf(Request);

    public async Task OnGetAsync(CancellationToken cancel) => Offers = await offers.PublishedAsync(cancel);
}
