using LeadGen.Domain.Offers;

namespace LeadGen.Web.Pages.Marketing.Offers;

/// <summary>Where the pages of offers are.</summary>
public static class OfferPaths
{
    public const string List = "/marketing/offers";
    public const string New = "/marketing/offers/new";

    public static string Content(Guid id) => $"{List}/{id}";

    public static string Form(Guid id) => $"{List}/{id}/form";

    public static string Delivery(Guid id) => $"{List}/{id}/delivery";

    public static string Calls(Guid id) => $"{List}/{id}/ctas";

    public static string NewCall(Guid id) => $"{List}/{id}/cta";

    /// <summary>A call to action that leads to the offer.</summary>
    public static string Call(Guid id, Guid call) => $"{List}/{id}/cta/{call}";

    public static string Embed(Guid id) => $"{List}/{id}/embed";

    /// <summary>The test that is prepared or runs, else the latest.</summary>
    public static string Test(Guid id) => $"{List}/{id}/test";

    /// <summary>One that may be over.</summary>
    public static string Test(OfferTest test) => $"{Test(test.OfferId)}?test={test.Id}";

    public static string Variant(Guid id, Guid variant) => $"{List}/{id}/test/{variant}";

    public static string TestLeads(Guid id) => $"{List}/{id}/test/leads";

    public static string Publish(Guid id) => $"{List}/{id}/publish";

    public static string Preview(Guid id) => $"{List}/{id}/preview";

    public static string Preview(Guid id, Guid variant) => $"{Preview(id)}?variant={variant}";

    /// <summary>The page that visitors see.</summary>
    public static string Landing(Offer offer) => "/offers/" + offer.Slug;

    public static string Of(OfferPart part, Guid id) =>
        part switch
        {
            OfferPart.Content => Content(id),
            OfferPart.Form => Form(id),
            OfferPart.Delivery => Delivery(id),
        };
}
