using LeadGen.Domain.Offers;

namespace LeadGen.Web.Pages.Offers;

/// <summary>How an offer is called on its card, its page and its page of thanks.</summary>
public static class OfferWords
{
    public static string Name(OfferKind kind) =>
        kind switch
        {
            OfferKind.Ebook => "E-book",
            OfferKind.WhitePaper => "White paper",
            OfferKind.Webinar => "Webinar",
            OfferKind.Event => "Event",
            OfferKind.FreeTrial => "Free trial",
            OfferKind.Coupon => "Coupon",
            OfferKind.FreeSample => "Free sample",
            OfferKind.Quiz => "Quiz",
            OfferKind.Demo => "Demo",
            OfferKind.TalkToSales => "In person",
        };

    /// <summary>The line above the title: what it is and, where it has a date, when.</summary>
    public static string Line(Offer offer) =>
        EventTime.Brief(offer.Delivery) is { } at ? $"{Name(offer.Kind)} · {at}" : Name(offer.Kind);

    /// <summary>PDF.</summary>
    public static string Format(OfferFile file) =>
        FileKind.Named(file.DownloadName)?.Name
        ?? Path.GetExtension(file.DownloadName).TrimStart('.').ToUpperInvariant();

    /// <summary>On the card of an offer of which none is left.</summary>
    public const string Waits = "None is left; join the waiting list";

    /// <summary>The heading over the form.</summary>
    /// <param name="waits">Is no seat or code left?</param>
    public static string FormHeading(Offer offer, bool waits) => waits ? "Join the waiting list" : FormHeading(offer);

    private static string FormHeading(Offer offer) =>
        offer.Intent switch
        {
            FormIntent.Inquiry => "How can we reach you?",
            FormIntent.Demo => "Who wants to see it?",
            FormIntent.Quote => "Whom shall we quote?",
            FormIntent.Trial => "Who wants to try it?",
            FormIntent.Content => offer.Kind is OfferKind.Webinar or OfferKind.Event
                ? "Save your seat"
                : "Where shall we send it?",
        };

    /// <summary>The heading over a later step of it.</summary>
    public static string StepHeading(LandingForm form) => form.Number == form.Steps ? "One last step" : "A little more";

    /// <summary>The heading of the page of thanks.</summary>
    /// <param name="hasFile">Is there a file to hand over on it?</param>
    /// <param name="waits">Was there no seat or code left?</param>
    public static string ThanksHeading(Offer offer, bool hasFile, bool waits) =>
        (hasFile, offer.Kind) switch
        {
            _ when waits => "You are on the list",
            (_, OfferKind.Webinar or OfferKind.Event) => "Your seat is saved",
            (true, OfferKind.WhitePaper) => "Here is your white paper",
            (true, OfferKind.Ebook) => "Here is your e-book",
            (true, _) => "Here is your file",
            (false, OfferKind.FreeTrial) => "Your trial is on its way",
            (false, OfferKind.TalkToSales or OfferKind.Demo) => "Thank you. We will be in touch",
            _ => "Thank you",
        };
}
