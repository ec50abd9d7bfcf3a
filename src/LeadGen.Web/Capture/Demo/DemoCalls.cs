using LeadGen.Domain.Offers;

namespace LeadGen.Web.Capture.Demo;

/// <summary>The calls to action that lead from one demo offer to the next.</summary>
internal static class DemoCalls
{
    /// <summary>From the paper to the webinar by a bar, and from both to a talk by a button.</summary>
    public static IEnumerable<CallToAction> Place(IReadOnlyList<Offer> offers, DateTimeOffset now)
    {
        var (paper, webinar, talk) = (
            Of("predictive-maintenance-costs"),
            Of("from-alarm-to-work-order"),
            Of("talk-to-sales")
        );
        if (webinar is not null)
        {
            var live = CallToAction.Create(
                new(
                    "Webinar, above papers",
                    CallShape.Bar,
                    CallStyle.Quiet,
                    "See it live, on a real bottling line.",
                    webinar.Id
                ),
                now
            );
            Stand(paper, live, now);
            yield return live;
        }

        if (talk is not null)
        {
            var ask = CallToAction.Create(
                new("Talk, below texts", CallShape.Button, CallStyle.Quiet, "I would rather talk to somebody", talk.Id),
                now
            );
            Stand(paper, ask, now);
            Stand(webinar, ask, now);
            yield return ask;
        }

        Offer? Of(string slug) => offers.FirstOrDefault(offer => offer.Slug == slug);
    }

    private static void Stand(Offer? offer, CallToAction call, DateTimeOffset now) =>
        offer?.Change(offer.Content with { Page = offer.Page with { Calls = [.. offer.Page.Calls, call.Id] } }, now);
}
