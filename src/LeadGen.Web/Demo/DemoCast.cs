using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Demo;

/// <summary>The leading parts of the small demo: six people for the queue, by what they did these days, and a customer.</summary>
internal static class DemoCast
{
    private const string Question =
        "We run 40 presses in two shifts. How long does it take until the first alarm is worth something?";

    public static IEnumerable<DemoGroup> All(DateTimeOffset now) =>
        [
            Member(now, 1, "Ruth Calder", "Chief Operating Officer", "Tidewater Castings", 620, 18, DownloadsAndComes),
            Member(now, 2, "Mehmet Aydin", "VP Operations", "Brightloom Fabrics", 340, 9, DownloadsAndComes),
            Member(now, 3, "Ingrid Solheim", "Plant Manager", "Fjordline Paper", 210, 5, AsksForADemo),
            Member(now, 4, "Paul Okonkwo", "Head of Maintenance", "Sable Hydraulics", 95, 3, AsksAQuestion),
            Member(now, 5, "Chloe Marchand", "Director of Engineering", "Verrine Glass", 480, 6, AsksToBeCalled),
            Member(now, 6, "Tomasz Wilk", "Reliability Engineer", "Kestrel Turbines", 1500, 12, NeedsMoreThanTheTrial),
            Member(now, 7, "Hannah Brooks", "Director of Operations", "Copperfield Foods", 260, 90, Buys),
        ];

    private static DemoGroup Member(
        DateTimeOffset now,
        int number,
        string name,
        string title,
        string company,
        int employees,
        int daysAgo,
        Action<DemoLead, DateTimeOffset> story
    )
    {
        var random = new DemoRandom("cast", number);
        var came = now.AddDays(-daysAgo).AddMinutes(-11 * number);
        var domain = company.ToLowerInvariant().Replace(' ', '-') + ".example";
        var account = Account.Of(StableId.Of(came, random.ManyBits()), domain, came);
        var source = new Source(DemoLead.SourceName, number % 2 == 0 ? "cpc" : "organic", "costs-paper");
        var email = $"{name.ToLowerInvariant().Replace(' ', '.')}@{domain}";
        var lead = new DemoLead(email, Channel.Form, source, account.Id, came, random);
        lead.Did(TouchpointKinds.PageView, came, "/blog/what-a-stop-costs");
        lead.Did(
            TouchpointKinds.PageView,
            came.AddMinutes(2),
            "/offers/" + DemoJourney.WhitePaper,
            DemoJourney.WhitePaper
        );
        lead.Told(
            came.AddMinutes(4),
            (LeadFields.FirstName, name.Split(' ')[0]),
            (LeadFields.LastName, name.Split(' ')[1]),
            (LeadFields.Company, company),
            (LeadFields.JobTitle, title),
            (LeadFields.Country, "DE"),
            (LeadFields.Industry, "Manufacturing"),
            (LeadFields.Employees, DemoLead.Number(employees)),
            (LeadFields.AnnualRevenue, DemoLead.Number(employees * 120_000L))
        );
        Fill(lead, came.AddMinutes(4), DemoJourney.WhitePaper, "content", "content");
        lead.Did(
            TouchpointKinds.ContentDownloaded,
            came.AddMinutes(5),
            offer: DemoJourney.WhitePaper,
            properties: ("depth", "late")
        );
        story(lead, now);
        account.LearnFrom(lead.Lead, came);
        return new DemoGroup(account, [lead]);
    }

    private static void DownloadsAndComes(DemoLead lead, DateTimeOffset now)
    {
        var webinar = now.AddDays(-2).AddHours(-3);
        lead.Did(TouchpointKinds.EmailClicked, webinar.AddDays(-1), properties: ("campaign", "spring-webinar"));
        lead.Did(TouchpointKinds.WebinarRegistered, webinar.AddDays(-1).AddMinutes(3), offer: DemoJourney.Webinar);
        lead.Did(TouchpointKinds.WebinarAttended, webinar, offer: DemoJourney.Webinar);
        lead.Did(TouchpointKinds.PageView, now.AddHours(-4), "/customers");
        lead.MovesBy = lead.Did(TouchpointKinds.PageView, now.AddHours(-4).AddMinutes(6), "/pricing").Id;
    }

    private static void AsksForADemo(DemoLead lead, DateTimeOffset now)
    {
        lead.Did(TouchpointKinds.PageView, now.AddHours(-7), "/pricing");
        lead.MovesBy = Fill(lead, now.AddHours(-7).AddMinutes(5), DemoJourney.TalkToSales, "demo", "contact").Id;
    }

    private static void AsksAQuestion(DemoLead lead, DateTimeOffset now) =>
        lead.MovesBy = lead.Did(
            TouchpointKinds.FormSubmitted,
            now.AddHours(-2),
            "/offers/" + DemoJourney.TalkToSales,
            DemoJourney.TalkToSales,
            properties: [("intent", "inquiry"), ("next_step", "question"), ("question", Question)]
        ).Id;

    private static void AsksToBeCalled(DemoLead lead, DateTimeOffset now)
    {
        lead.Did(TouchpointKinds.WebinarRegistered, now.AddDays(-3), offer: DemoJourney.Webinar);
        lead.MovesBy = Fill(lead, now.AddMinutes(-50), DemoJourney.WhitePaper, "content", "contact").Id;
    }

    private static void NeedsMoreThanTheTrial(DemoLead lead, DateTimeOffset now)
    {
        lead.Did(TouchpointKinds.TrialStarted, now.AddDays(-8));
        lead.Did(TouchpointKinds.ProductEvent, now.AddDays(-6), properties: ("name", "sensor_added"));
        lead.MovesBy = lead.Did(TouchpointKinds.ProductEvent, now.AddHours(-1), properties: ("name", "limit_near")).Id;
    }

    private static void Buys(DemoLead lead, DateTimeOffset now)
    {
        Fill(lead, now.AddDays(-80), DemoJourney.TalkToSales, "quote", "contact");
        lead.Did(TouchpointKinds.Meeting, now.AddDays(-70));
        lead.Became(OutcomeResult.Opportunity, now.AddDays(-69));
        lead.Became(OutcomeResult.Won, now.AddDays(-41));
    }

    private static Touchpoint Fill(DemoLead lead, DateTimeOffset at, string offer, string intent, string nextStep) =>
        lead.Did(
            TouchpointKinds.FormSubmitted,
            at,
            "/offers/" + offer,
            offer,
            properties: [("intent", intent), ("next_step", nextStep)]
        );
}
