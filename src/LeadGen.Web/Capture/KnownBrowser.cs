using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Capture;

/// <summary>
/// A browser in which somebody says who they are, by a form or a confirmed link. Its row is locked before any lead's, here as
/// everywhere: of two who post from one browser at once the first gets its past, and the second begins with what follows.
/// </summary>
public sealed class KnownBrowser
{
    private readonly LeadGenDbContext _db;
    private readonly Visitor _visitor;

    private KnownBrowser(LeadGenDbContext db, Visitor visitor) => (_db, _visitor) = (db, visitor);

    /// <summary>Has somebody said who they are in it?</summary>
    public bool IsKnown => _visitor.LeadId is not null;

    /// <summary>In the transaction of the caller, who has locked no lead yet.</summary>
    public static async Task<KnownBrowser> LockAsync(
        LeadGenDbContext db,
        Guid visitorId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        await db.Database.ExecuteSqlAsync(
            $"insert into leadgen.visitors (id, first_seen_at) values ({visitorId}, {now}) on conflict (id) do nothing",
            cancel
        );
        var visitors = await db
            .Visitors.FromSql($"select * from leadgen.visitors where id = {visitorId} for update")
            .ToListAsync(cancel);
        return new KnownBrowser(db, visitors.Single());
    }

    /// <summary>From now on what this browser does is the lead's; of its past, if nobody was known there yet. The caller saves.</summary>
    /// <param name="lead">Tracked and locked, or new.</param>
    public async Task IdentifyAsync(Lead lead, DateTimeOffset now, CancellationToken cancel)
    {
        var isFirst = _visitor.Identify(lead.Id, now);
        _visitor.SeenAgain(now);
        if (!isFirst)
        {
            return;
        }

        if (_visitor.FirstTouch is { } first)
        {
            lead.Touched(first);
        }

        Guid[] visitors = [_visitor.Id];
        Guid[] leads = [lead.Id];
        var stated = await VisitorPast.ClaimAsync(_db, visitors, leads, cancel);
        foreach (var touch in await VisitorPast.TouchesAsync(_db, visitors, leads, cancel))
        {
            lead.Touched(new Touch(touch.OccurredAt, touch.Channel ?? Channel.Form, touch.Source, touch.Path));
        }

        _db.RescoreRequests.AddRange(
            stated.Select(one => RescoreQueue.Request(lead.Id, MoveCause.Touchpoint, now, one.Id))
        );
    }

    /// <summary>The holder of a confirmed link is this lead. Adds the request for a new score; in the transaction of the caller, who saves.</summary>
    public static async Task IdentifyAsync(
        LeadGenDbContext db,
        Guid visitorId,
        Guid leadId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var browser = await LockAsync(db, visitorId, now, cancel);
        var leads = await db
            .Leads.FromSql($"select * from leadgen.leads where id = {leadId} for update")
            .ToListAsync(cancel);
        if (leads.SingleOrDefault() is { } lead)
        {
            await browser.IdentifyAsync(lead, now, cancel);
            db.RescoreRequests.Add(RescoreQueue.Request(leadId, MoveCause.Touchpoint, now));
        }
    }
}
