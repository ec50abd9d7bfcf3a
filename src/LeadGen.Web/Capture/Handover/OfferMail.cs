using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;
using LeadGen.Web.Data.Mails;

namespace LeadGen.Web.Capture.Handover;

/// <summary>What an offer hands over, as a mail: the file, the code, where to go, and the date with a file for the calendar.</summary>
public static class OfferMail
{
    /// <param name="code">The one out of the pool; a shared one is known by itself.</param>
    /// <param name="id">Where it is known before, so that the mail is added once.</param>
    /// <param name="wait">Before it is sent.</param>
    /// <returns>Null where there is nothing to say, or nobody to say it to.</returns>
    public static OutgoingMail? Of(
        Offer offer,
        Submission submission,
        VisitorTokens tokens,
        DateTimeOffset now,
        string? code = null,
        Guid? id = null,
        TimeSpan wait = default
    )
    {
        var links = Links(offer, submission.Id, tokens);
        code ??= offer.Delivery.Coupon?.Shared;
        var (subject, text) = Words(offer, submission.Fields, code);
        return
            (links.Count == 0 && code is null && text is null)
            || !EmailAddress.TryParse(submission.Fields.GetValueOrDefault(LeadFields.Email), out var to)
            || submission.LeadId is not { } leadId
            ? null
            : MailQueue.Delivery(
                new DeliveryMail(
                    offer.Title,
                    links.Count == 0 ? null : links[0].Path,
                    links.Count == 0 ? null : links[0].Text,
                    Note(offer.Delivery),
                    code,
                    links.Count > 1 ? links[1..] : null,
                    subject,
                    text,
                    CalendarFile.Of(offer, offer.Delivery.Url)
                ),
                to.Value,
                leadId,
                now + VisitorTokens.Lasts,
                now,
                id,
                wait
            );
    }

    /// <summary>What the button that leads to the web address says.</summary>
    public static string GoWords(OfferKind kind) =>
        kind switch
        {
            OfferKind.Webinar or OfferKind.Event => "Join here",
            OfferKind.FreeTrial => "Start your trial",
            _ => "Go there",
        };

    /// <summary>The address of the calendar file; where one joins is told to the holder of a token alone.</summary>
    public static string CalendarPath(Offer offer, Guid submissionId, VisitorTokens tokens) =>
        $"/offers/{offer.Slug}/event.ics" + (offer.Delivery.Url is null ? "" : "?t=" + tokens.ForThanks(submissionId));

    private static List<MailLine> Links(Offer offer, Guid submissionId, VisitorTokens tokens)
    {
        var (links, delivery) = (new List<MailLine>(), offer.Delivery);
        if (delivery.File is not null)
        {
            links.Add(new MailLine("Get your copy", "/files/" + tokens.ForFile(submissionId)));
        }

        if (delivery.Url is { } url)
        {
            links.Add(new MailLine(GoWords(offer.Kind), url));
        }

        if (delivery.StartsAt is not null)
        {
            links.Add(new MailLine("Put the date into your calendar", CalendarPath(offer, submissionId, tokens)));
        }

        return links;
    }

    private static string? Note(Delivery delivery) =>
        EventTime.Words(delivery) is { } date
            ? $"It begins on {date}." + (delivery.Place is { } place ? $" The place: {place}" : "")
            : null;

    private static (string? Subject, string? Text) Words(
        Offer offer,
        IReadOnlyDictionary<string, string> sent,
        string? code
    )
    {
        if (offer.Delivery.Mail is not { } words)
        {
            return (null, null);
        }

        var values = new Dictionary<string, string?>
        {
            ["first_name"] = MailWords.FirstName(sent.GetValueOrDefault(LeadFields.FirstName)),
            ["title"] = offer.Title,
            ["code"] = code,
            ["date"] = EventTime.Words(offer.Delivery),
            ["place"] = offer.Delivery.Place,
        };
        return (MailWords.Fill(words.Subject, values), MailWords.Fill(words.Text, values));
    }
}
