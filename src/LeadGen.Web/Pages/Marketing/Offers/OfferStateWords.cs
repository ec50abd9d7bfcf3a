using LeadGen.Domain.Offers;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>How the state of an offer is called, and its look: that of the stages which say as much.</summary>
public static class OfferStateWords
{
    public static (string Look, string Word) Of(OfferState state) =>
        state switch
        {
            OfferState.Draft => ("recycled", "Draft"),
            OfferState.Scheduled => ("mql", "Scheduled"),
            OfferState.Published => ("customer", "Published"),
            OfferState.Closed => ("disqualified", "Closed"),
        };
}
