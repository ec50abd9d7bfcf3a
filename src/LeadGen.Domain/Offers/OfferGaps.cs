namespace LeadGen.Domain.Offers;

/// <summary>A part of an offer that is edited on a page of its own.</summary>
public enum OfferPart
{
    Content,
    Form,
    Delivery,
}

/// <summary>Something a visitor would miss.</summary>
/// <param name="Part">Where it is added.</param>
public sealed record OfferGap(OfferPart Part, string Message);

/// <summary>What an offer lacks to be of use. It may be published all the same: some are meant so.</summary>
public static class OfferGaps
{
    public static IReadOnlyList<OfferGap> Of(OfferContent content)
    {
        var gaps = new List<OfferGap>();
        if (content.Body.Length == 0)
        {
            gaps.Add(new(OfferPart.Content, "The page has no text: say what is inside, and for whom"));
        }

        if (DeliveryGap(content.Kind, content.Delivery) is { } message)
        {
            gaps.Add(new(OfferPart.Delivery, message));
        }

        return gaps;
    }

    private static string? DeliveryGap(OfferKind kind, Delivery delivery) =>
        kind switch
        {
            OfferKind.Ebook or OfferKind.WhitePaper when delivery is { File: null, Url: null } =>
                "Nothing is handed over: add the file, or the address where it is",
            OfferKind.Webinar or OfferKind.Event when delivery.StartsAt is null => "It has no date: say when it begins",
            OfferKind.FreeTrial when delivery.Url is null => "The trial has no address: say where it starts",
            OfferKind.Coupon when delivery is { Coupon: null, File: null, Url: null, Thanks: "" } =>
                "No code is handed over: add one",
            OfferKind.FreeSample or OfferKind.Quiz when delivery is { File: null, Url: null, Thanks: "" } =>
                "Nothing is said after the form: tell what comes next",
            _ => null,
        };
}
