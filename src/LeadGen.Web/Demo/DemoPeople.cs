using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;

namespace LeadGen.Web.Demo;

/// <summary>A company and its people, as they come to be leads over a year.</summary>
internal sealed record DemoGroup(Account? Account, IReadOnlyList<DemoLead> Leads);

/// <summary>Invents people, company by company, always the same ones in the same order.</summary>
/// <param name="asOf">The end of the year over which all of it happened.</param>
internal sealed class DemoPeople(DateTimeOffset asOf)
{
    private const double Days = 365;

    /// <summary>What becomes of leads, in percent, by interest; of the rest nothing is known yet.</summary>
    private static readonly (int Won, int Opportunity, int Lost)[] Fates = [(1, 0, 4), (4, 1, 5), (14, 4, 6)];

    private static readonly (Channel Channel, string Medium)[] Doors =
    [
        (Channel.Form, "organic"),
        (Channel.Form, "organic"),
        (Channel.Form, "cpc"),
        (Channel.Form, "cpc"),
        (Channel.Form, "social"),
        (Channel.Form, "referral"),
        (Channel.Form, "email"),
        (Channel.Event, "event"),
        (Channel.Chat, "organic"),
        (Channel.Api, "partner"),
    ];

    /// <summary>So many leads in all. The last company may have fewer than it would.</summary>
    public IEnumerable<DemoGroup> Take(long leads)
    {
        for (long number = 0, made = 0; made < leads; number++)
        {
            var group = Group(DemoCompany.Of(number), leads - made);
            made += group.Leads.Count;
            yield return group;
        }
    }

    private DemoGroup Group(DemoCompany company, long atMost)
    {
        var random = new DemoRandom("people", company.Number);
        var founded = asOf.AddDays(-Days - 1);
        var account = company.IsPerson
            ? null
            : Account.Of(StableId.Of(founded, random.ManyBits()), company.Domain, founded);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var leads = new List<DemoLead>();
        for (var i = 0; i < company.People && i < atMost; i++)
        {
            var lead = Person(company, account?.Id, names, random);
            account?.LearnFrom(lead.Lead, lead.Lead.CreatedAt);
            leads.Add(lead);
        }

        return new DemoGroup(account, leads);
    }

    private DemoLead Person(DemoCompany company, Guid? accountId, HashSet<string> names, DemoRandom random)
    {
        var (first, last) = (random.OneOf(DemoWords.FirstNames), random.OneOf(DemoWords.LastNames));
        var name = $"{first}.{last}".ToLowerInvariant();
        while (!names.Add(name))
        {
            name += (char)('a' + random.Below(26));
        }

        var mailbox = company.IsPerson ? $"{name.Replace('.', '-')}-{company.Number}" : name;
        var (channel, medium) = random.OneOf(Doors);
        var campaign = random.Chance(0.3) ? random.OneOf(DemoWords.Campaigns) : null;
        // More came lately than a year ago, as in a business that grows.
        var came = asOf.AddDays(-Days * Math.Pow(random.Share(), 1.3)).AddMinutes(-15);
        var source = new Source(DemoLead.SourceName, medium, campaign);
        var lead = new DemoLead($"{mailbox}@{company.Domain}", channel, source, accountId, came, random);
        var times = new DemoTimes(came, asOf, random);
        var journey = new DemoJourney(lead, random);
        journey.Take(times);
        lead.Told(times.All[2], [.. Facts(company, first, last, random)]);
        Conclude(lead, journey.Interest, times.All[^1], random);
        return lead;
    }

    private static IEnumerable<(string, string)> Facts(
        DemoCompany company,
        string first,
        string last,
        DemoRandom random
    )
    {
        yield return (LeadFields.FirstName, first);
        yield return (LeadFields.LastName, last);
        yield return (LeadFields.Country, company.Country);
        if (company.IsPerson)
        {
            yield break;
        }

        yield return (LeadFields.Company, company.Name);
        if (random.Chance(0.75))
        {
            yield return (LeadFields.JobTitle, random.OneOf(DemoWords.JobTitles));
        }

        if (random.Chance(0.6))
        {
            yield return (LeadFields.Employees, DemoLead.Number(company.Employees));
            yield return (LeadFields.Industry, company.Industry);
        }

        if (random.Chance(0.25))
        {
            yield return (LeadFields.AnnualRevenue, DemoLead.Number(company.Revenue));
        }
    }

    /// <summary>Of some it is known what became of them, soon after the last thing they did; who was more interested bought more often.</summary>
    private void Conclude(DemoLead lead, int interest, DateTimeOffset last, DemoRandom random)
    {
        var at = last.AddHours(1 + random.Below(24 * 20));
        if (at >= asOf)
        {
            return;
        }

        var (won, opportunity, lost) = Fates[interest];
        var fate = random.Below(100);
        if (fate < won)
        {
            lead.Became(OutcomeResult.Won, at);
        }
        else if (fate < won + opportunity)
        {
            lead.Became(OutcomeResult.Opportunity, at);
        }
        else if (fate < won + opportunity + lost)
        {
            lead.Became(OutcomeResult.Lost, at, random.OneOf(DemoWords.LostReasons));
        }
    }
}
