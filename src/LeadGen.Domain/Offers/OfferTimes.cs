namespace LeadGen.Domain.Offers;

public enum OfferState
{
    Draft,

    /// <summary>Its publication lies ahead.</summary>
    Scheduled,
    Published,
    Closed,
}

/// <summary>When an offer is shown. Its state follows from two instants and the clock: nothing has to happen at them.</summary>
public static class OfferTimes
{
    public static OfferState StateAt(DateTimeOffset? publishedAt, DateTimeOffset? closedAt, DateTimeOffset now) =>
        publishedAt is not { } published ? OfferState.Draft
        : published > now ? OfferState.Scheduled
        : closedAt <= now ? OfferState.Closed
        : OfferState.Published;

    /// <summary>What is wrong with showing the offer in this time: <c>from</c> or <c>until</c> to message.</summary>
    /// <param name="from">Now, or later for what has never been shown.</param>
    public static IReadOnlyDictionary<string, string> Check(
        Offer offer,
        DateTimeOffset from,
        DateTimeOffset? until,
        DateTimeOffset now
    )
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (from < now)
        {
            errors["from"] = "Choose a time that is still to come, or publish it now";
        }
        else if (from > now && offer.HasFixedAddress(now))
        {
            errors["from"] = "It has been published before: publish it again when it is time";
        }

        if (until <= (from > now ? from : now))
        {
            errors["until"] = "Choose an end that comes after the beginning, or none";
        }

        return errors;
    }
}
