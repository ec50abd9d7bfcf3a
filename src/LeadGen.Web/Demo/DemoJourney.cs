using LeadGen.Domain.Touchpoints;

namespace LeadGen.Web.Demo;

/// <summary>What one person does at ten instants: comes, takes an offer, and then more or less, by how interested they are.</summary>
internal sealed class DemoJourney(DemoLead lead, DemoRandom random)
{
    /// <summary>The demo offers, by their slugs.</summary>
    public const string WhitePaper = "predictive-maintenance-costs";
    public const string Webinar = "from-alarm-to-work-order";
    public const string TalkToSales = "talk-to-sales";

    private static readonly (string, string)[] AskedForContent = [("intent", "content"), ("next_step", "content")];

    /// <summary>How often each of <see cref="Next"/> is met, in percent, by interest.</summary>
    private static readonly int[][] Habits =
    [
        [64, 18, 6, 4, 2, 2, 1, 1, 2],
        [44, 14, 12, 8, 8, 7, 4, 2, 1],
        [30, 6, 12, 14, 12, 10, 12, 4, 0],
    ];

    private readonly int _interest = random.Share() switch
    {
        < 0.6 => 0,
        < 0.9 => 1,
        _ => 2,
    };
    private readonly bool _likesWebinars = random.Chance(0.3);

    /// <summary>From 0, who only looks, to 2, who wants to buy.</summary>
    public int Interest => _interest;

    public void Take(DemoTimes times)
    {
        var offer = _likesWebinars ? Webinar : WhitePaper;
        var at = times.All;
        lead.Did(TouchpointKinds.PageView, at[0], random.OneOf(DemoWords.Pages));
        lead.Did(TouchpointKinds.PageView, at[1], "/offers/" + offer, offer);
        lead.Did(TouchpointKinds.FormSubmitted, at[2], "/offers/" + offer, offer, properties: AskedForContent);
        foreach (var then in at.Skip(3))
        {
            Next(then);
        }
    }

    private void Next(DateTimeOffset at)
    {
        var habits = Habits[_interest];
        var (choice, rest) = (0, random.Below(100));
        while (choice < habits.Length - 1 && rest >= habits[choice])
        {
            rest -= habits[choice++];
        }

        switch (choice)
        {
            case 0:
                lead.Did(TouchpointKinds.PageView, at, random.OneOf(DemoWords.Pages));
                break;
            case 1:
                lead.Did(TouchpointKinds.EmailOpened, at, machine: random.Chance(0.3));
                break;
            case 2:
                lead.Did(TouchpointKinds.EmailClicked, at, properties: ("campaign", random.OneOf(DemoWords.Campaigns)));
                break;
            case 3:
                lead.Did(TouchpointKinds.PageView, at, "/pricing");
                break;
            case 4:
                lead.Did(
                    TouchpointKinds.ContentDownloaded,
                    at,
                    offer: WhitePaper,
                    properties: ("depth", random.Chance(0.5) ? "late" : "early")
                );
                break;
            case 5:
                lead.Did(TouchpointKinds.WebinarRegistered, at, "/offers/" + Webinar, Webinar);
                break;
            case 6:
                lead.Did(TouchpointKinds.WebinarAttended, at, offer: Webinar);
                break;
            case 7:
                lead.Did(TouchpointKinds.EventAttended, at, properties: ("event", "maintenance-fair"));
                break;
            default:
                lead.Did(TouchpointKinds.EmailUnsubscribed, at);
                break;
        }
    }
}
