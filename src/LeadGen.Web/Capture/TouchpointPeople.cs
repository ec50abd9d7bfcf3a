using LeadGen.Domain;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>
/// Whose the touchpoints of one list are. Locks in the order visitors, leads, each by id; makes the leads of unknown
/// addresses and the visitors that are new.
/// </summary>
internal sealed class TouchpointPeople(LeadGenDbContext db, Channel channel, DateTimeOffset now)
{
    private readonly Dictionary<Guid, Lead> _locked = [];
    private readonly List<(Guid Visitor, Guid Lead)> _identified = [];
    private Dictionary<Guid, Visitor> _visitors = [];
    private Dictionary<string, Guid> _byEmail = [];

    public static async Task<TouchpointPeople> ReadAsync(
        LeadGenDbContext db,
        IReadOnlyList<TouchpointItem> items,
        Channel channel,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var people = new TouchpointPeople(db, channel, now);
        await people.ReadVisitorsAsync(items, cancel);
        await people.ReadEmailsAsync(items, cancel);
        await people.LockLeadsAsync(items, cancel);
        return people;
    }

    /// <summary>The touchpoint of an item, in the order of the list: an item that names a visitor and a person identifies it.</summary>
    public Touchpoint Attribute(TouchpointItem item)
    {
        var visitor = item.VisitorId is { } id ? _visitors[id] : null;
        if (visitor is not null && PersonOf(item) is { } person && visitor.Identify(person, now))
        {
            _identified.Add((visitor.Id, person));
        }

        var leadId = PersonOf(item) ?? visitor?.LeadId;
        var at = AtOf(item);
        visitor?.SeenAgain(now);
        if (item is { Source: not null, MachineWhy: null })
        {
            var touch = new Touch(at, channel, item.Source, item.Path);
            visitor?.Touched(touch);
            if (leadId is { } known && _locked.TryGetValue(known, out var lead))
            {
                lead.Touched(touch);
            }
        }

        return new Touchpoint
        {
            Id = item.Id ?? Guid.CreateVersion7(now),
            Kind = item.Kind!,
            OccurredAt = at,
            RecordedAt = now,
            LeadId = leadId,
            VisitorId = item.VisitorId,
            Offer = item.Offer,
            Path = item.Path,
            Channel = channel,
            Source = item.Source,
            Properties = item.Properties,
            Machine = item.MachineWhy is not null,
            MachineWhy = item.MachineWhy,
        };
    }

    /// <summary>What browsers did before they were first identified becomes their lead's, with the touch that brought them.</summary>
    /// <returns>What of it a lead moves by: the intent that somebody stated before it was known who they were.</returns>
    public async Task<IReadOnlyList<StatedBefore>> ClaimPastAsync(CancellationToken cancel)
    {
        if (_identified.Count == 0)
        {
            return [];
        }

        var visitors = _identified.Select(pair => pair.Visitor).ToArray();
        var leads = _identified.Select(pair => pair.Lead).ToArray();
        var stated = await VisitorPast.ClaimAsync(db, visitors, leads, cancel);
        foreach (var (visitor, lead) in _identified)
        {
            if (_visitors[visitor].FirstTouch is { } first)
            {
                _locked[lead].Touched(first);
            }
        }

        foreach (var touch in await VisitorPast.TouchesAsync(db, visitors, leads, cancel))
        {
            _locked[touch.LeadId!.Value]
                .Touched(new Touch(touch.OccurredAt, touch.Channel ?? channel, touch.Source, touch.Path));
        }

        return stated;
    }

    private async Task ReadVisitorsAsync(IReadOnlyList<TouchpointItem> items, CancellationToken cancel)
    {
        var ids = items.Select(item => item.VisitorId).OfType<Guid>().Distinct().Order().ToArray();
        if (ids.Length == 0)
        {
            return;
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            insert into leadgen.visitors (id, first_seen_at) select id, {now} from unnest({ids}) as seen (id) order by id
            on conflict (id) do nothing
            """,
            cancel
        );
        _visitors = await db
            .Visitors.FromSql($"select * from leadgen.visitors where id = any({ids}) order by id for update")
            .ToDictionaryAsync(visitor => visitor.Id, cancel);
    }

    private async Task ReadEmailsAsync(IReadOnlyList<TouchpointItem> items, CancellationToken cancel)
    {
        var firsts = items
            .Where(item => item is { LeadId: null, Email: not null })
            .GroupBy(item => item.Email!.Key)
            .ToDictionary(group => group.Key, group => group.First());
        var keys = firsts.Keys.ToArray();
        _byEmail = await db
            .LeadIdentities.AsNoTracking()
            .Where(identity => keys.Contains(identity.Email))
            .ToDictionaryAsync(identity => identity.Email, identity => identity.KeptWith, cancel);
        var unknown = firsts.Where(first => !_byEmail.ContainsKey(first.Key)).Select(first => first.Value).ToList();
        var domains = await db.MailDomainsAsync(cancel);
        var accounts = await AccountRows.EnsureAsync(
            db,
            unknown.Select(item => domains.BusinessOf(item.Email!)).OfType<string>(),
            now,
            cancel
        );
        foreach (var item in unknown)
        {
            Make(item, domains.BusinessOf(item.Email!) is { } domain ? accounts[domain] : null);
        }
    }

    private void Make(TouchpointItem item, Guid? accountId)
    {
        var lead = Lead.Capture(
            Guid.CreateVersion7(now),
            item.Email!,
            channel == Channel.Chat ? Channel.Chat : Channel.Api,
            accountId,
            now
        );
        lead.Touched(new Touch(AtOf(item), channel, item.Source, item.Path));
        db.Leads.Add(lead);
        db.LeadIdentities.Add(new LeadIdentity(item.Email!.Key, lead.Id));
        (_byEmail[item.Email.Key], _locked[lead.Id]) = (lead.Id, lead);
    }

    /// <summary>Only those whose first or last touch may change.</summary>
    private async Task LockLeadsAsync(IReadOnlyList<TouchpointItem> items, CancellationToken cancel)
    {
        var ids = items
            .Where(item => item.Source is not null || item.VisitorId is not null)
            .SelectMany(item =>
                new[] { PersonOf(item), item.VisitorId is { } id ? _visitors[id].LeadId : null }.OfType<Guid>()
            )
            .Distinct()
            .Where(id => !_locked.ContainsKey(id))
            .Order()
            .ToArray();
        if (ids.Length == 0)
        {
            return;
        }

        var leads = await db
            .Leads.FromSql($"select * from leadgen.leads where id = any({ids}) order by id for update")
            .ToListAsync(cancel);
        leads.ForEach(lead => _locked[lead.Id] = lead);
    }

    private Guid? PersonOf(TouchpointItem item) =>
        item.LeadId ?? (item.Email is { } email ? _byEmail[email.Key] : null);

    private DateTimeOffset AtOf(TouchpointItem item) =>
        item.OccurredAt is { } at && at < now ? at.ToUniversalTime() : now;
}
