using LeadGen.Domain.Offers;

namespace LeadGen.Web.Capture.Demo;

/// <summary>What Steadwell, an invented maker of sensors for factories, would put on its pages.</summary>
internal static class DemoOffers
{
    public const string PaperTitle = "What predictive maintenance really costs";
    public const string PaperSubtitle = "Three plants, eighteen months, every number on the table";
    public const string Company = "Steadwell";

    public static readonly OfferFile Paper = new(
        "demo/predictive-maintenance-costs.pdf",
        "What predictive maintenance really costs.pdf",
        "application/pdf"
    );

    private static readonly FormField[] Person =
    [
        new(LeadFields.Email, Required: true),
        new(LeadFields.FirstName, Required: true),
        new(LeadFields.LastName, Required: true),
        new(LeadFields.Company, Required: true),
    ];

    private static readonly FormField[] AboutTheCompany =
    [
        new(LeadFields.JobTitle, Required: false),
        new(LeadFields.Employees, Required: false),
        new(LeadFields.Industry, Required: false),
    ];

    private static readonly FormField[] LastQuestions =
    [
        new(LeadFields.NextStep, Required: false),
        new(LeadFields.ConsentMarketing, Required: false),
    ];

    public static IReadOnlyList<Offer> All(DateTimeOffset now) =>
        [
            Offer.Create("talk-to-sales", Talk, now),
            Offer.Create("from-alarm-to-work-order", Webinar(now), now),
            Offer.Create("predictive-maintenance-costs", WhitePaper, now),
        ];

    private static OfferContent WhitePaper =>
        new(
            OfferKind.WhitePaper,
            PaperTitle,
            PaperSubtitle + ": what they measured, what it brought, and what they would not do again.",
            """
            Seven pages for people who have to sign a budget:

            - **The five signals that foretold a stop**, and the eleven that only cried wolf
            - **A budget you can copy**, with the hours that business cases leave out
            - **Seven mistakes**, already paid for by somebody else
            - **A plan for your first four weeks** on one page, ready to print
            """,
            "Get the white paper",
            FormIntent.Content,
            OfferDepth.Late,
            [.. Person, new(LeadFields.Country, Required: true), .. AboutTheCompany, .. LastQuestions],
            new Delivery(Paper, Thanks: "It is yours. Page 5 has the budget; page 7 is the one to print.")
        );

    private static OfferContent Webinar(DateTimeOffset now) =>
        new(
            OfferKind.Webinar,
            "From alarm to work order in one shift",
            "Forty live minutes on a real bottling line: a bearing begins to complain, and you see who does what, hour by hour.",
            """
            You will see

            - how a warning reaches **the one person who can act on it**
            - which three questions the planner asks before stopping anything
            - what the same day looked like **before**, from the old shift log

            Then twenty minutes for your questions, answered by *the technician who ran the line*. Camera off is fine. If
            you can't make it, save a seat anyway: the recording goes to everybody on the list.
            """,
            "Save my seat",
            FormIntent.Content,
            Depth: null,
            [
                .. Person,
                new(LeadFields.Country, Required: false),
                new(LeadFields.JobTitle, Required: false),
                .. LastQuestions,
            ],
            new Delivery(
                Thanks: "Bring a machine that worries you: the best questions so far came with a name.",
                StartsAt: new DateTimeOffset(
                    now.UtcDateTime.Date.AddDays(DaysToThursday(now) + 21),
                    TimeSpan.Zero
                ).AddHours(14)
            )
        );

    private static OfferContent Talk =>
        new(
            OfferKind.TalkToSales,
            "Thirty minutes with somebody who has done it",
            "Bring one machine and its numbers. You get an honest first estimate, and a no where a no is right.",
            """
            No slides. We ask about

            - the **ten machines** that stop most, and what an hour costs you
            - what your team already **hears and feels** before it goes wrong
            - who decides, and by when you want to know

            About one call in three ends with *"you don't need us yet"*. Then we say what to do instead.
            """,
            "Ask for a call",
            FormIntent.Inquiry,
            Depth: null,
            [
                .. Person,
                new(LeadFields.Phone, Required: false, Help: "Only if you would rather be called than written to."),
                new(LeadFields.Employees, Required: false),
                new(LeadFields.Message, Required: true, "What would you like to talk about?"),
                new(LeadFields.Timeline, Required: false),
                new(LeadFields.ConsentMarketing, Required: false),
            ],
            new Delivery(Thanks: "Somebody who knows machines, not only prices, reads what you wrote.")
        );

    private static int DaysToThursday(DateTimeOffset now) => (DayOfWeek.Thursday - now.UtcDateTime.DayOfWeek + 7) % 7;
}
