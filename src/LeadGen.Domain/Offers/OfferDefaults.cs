namespace LeadGen.Domain.Offers;

/// <summary>What an offer of a kind begins with: everything but the title and the promise, ready to publish once it has something to hand over.</summary>
public static class OfferDefaults
{
    private static readonly FormField[] Name =
    [
        new(LeadFields.Email, Required: true),
        new(LeadFields.FirstName, Required: true),
        new(LeadFields.LastName, Required: true),
    ];

    private static readonly FormField[] Last =
    [
        new(LeadFields.NextStep, Required: false),
        new(LeadFields.ConsentMarketing, Required: false),
    ];

    public static OfferContent Of(OfferKind kind, string title, string promise) =>
        new(kind, title, promise, "", ButtonOf(kind), IntentOf(kind), DepthOf(kind), FormOf(kind), Delivery.Nothing);

    private static string ButtonOf(OfferKind kind) =>
        kind switch
        {
            OfferKind.Ebook => "Get the e-book",
            OfferKind.WhitePaper => "Get the white paper",
            OfferKind.Webinar => "Save my seat",
            OfferKind.Event => "Register",
            OfferKind.FreeTrial => "Start the trial",
            OfferKind.Coupon => "Get the code",
            OfferKind.FreeSample => "Send me a sample",
            OfferKind.Quiz => "See my result",
            OfferKind.Demo => "Ask for a demo",
            OfferKind.TalkToSales => "Ask for a call",
        };

    private static FormIntent IntentOf(OfferKind kind) =>
        kind switch
        {
            OfferKind.FreeTrial => FormIntent.Trial,
            OfferKind.Demo => FormIntent.Demo,
            OfferKind.TalkToSales => FormIntent.Inquiry,
            OfferKind.Ebook
            or OfferKind.WhitePaper
            or OfferKind.Webinar
            or OfferKind.Event
            or OfferKind.Coupon
            or OfferKind.FreeSample
            or OfferKind.Quiz => FormIntent.Content,
        };

    private static OfferDepth? DepthOf(OfferKind kind) =>
        kind switch
        {
            OfferKind.Ebook or OfferKind.Quiz => OfferDepth.Early,
            OfferKind.WhitePaper or OfferKind.FreeTrial or OfferKind.Demo => OfferDepth.Late,
            OfferKind.Webinar or OfferKind.Event or OfferKind.Coupon or OfferKind.FreeSample or OfferKind.TalkToSales =>
                null,
        };

    // The less a visitor gets, the less is asked.
    private static FormField[] FormOf(OfferKind kind) =>
        kind switch
        {
            OfferKind.Coupon or OfferKind.Quiz =>
            [
                new(LeadFields.Email, Required: true),
                new(LeadFields.FirstName, Required: false),
                new(LeadFields.ConsentMarketing, Required: false),
            ],
            OfferKind.Ebook or OfferKind.WhitePaper or OfferKind.Webinar or OfferKind.Event =>
            [
                .. Name,
                new(LeadFields.Company, Required: true),
                new(LeadFields.JobTitle, Required: false),
                .. Last,
            ],
            OfferKind.FreeTrial or OfferKind.FreeSample =>
            [
                .. Name,
                new(LeadFields.Company, Required: true),
                new(LeadFields.Country, Required: false),
                .. Last,
            ],
            OfferKind.Demo or OfferKind.TalkToSales =>
            [
                .. Name,
                new(LeadFields.Company, Required: true),
                new(LeadFields.Phone, Required: false),
                new(LeadFields.Message, Required: kind == OfferKind.TalkToSales),
                new(LeadFields.Timeline, Required: false),
                new(LeadFields.ConsentMarketing, Required: false),
            ],
        };
}
