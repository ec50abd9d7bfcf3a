using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Web.Pages.Offers;

/// <summary>What is said at the gate about what happens next. It is what does happen: content alone is handed to nobody, the others are.</summary>
public static class GateWords
{
    /// <summary>Beside each answer to what somebody wants next; null for other fields.</summary>
    /// <param name="waits">Is none left of what is limited? Null where it is not known.</param>
    public static string? HintOf(Offer offer, FormField field, FieldOption option, bool? waits) =>
        field.Key != LeadFields.NextStep
            ? null
            : Terms.Parse<NextStep>(option.Value) switch
            {
                NextStep.Content when AnsweredAnyway(offer.Intent) => "Beside our answer you get nothing else.",
                NextStep.Content => What(offer.Kind, waits) + "By itself this brings no call.",
                NextStep.Contact => "Somebody from sales gets in touch with you.",
                NextStep.Question => "Somebody who knows the answer writes back to you.",
                null => null,
            };

    private static string What(OfferKind kind, bool? waits) =>
        waits switch
        {
            null => "",
            true => "None is left: you join the waiting list. ",
            false => kind is OfferKind.Webinar or OfferKind.Event ? "Your seat is saved. " : "You get it at once. ",
        };

    /// <summary>Is the form itself a hand-raise, whatever is chosen at the gate?</summary>
    public static bool AnsweredAnyway(FormIntent intent) =>
        intent is FormIntent.Inquiry or FormIntent.Demo or FormIntent.Quote;
}
