using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Insights;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Insights;

/// <summary>Leads at the steps of the funnel, and the round that counts them.</summary>
internal static class FunnelData
{
    private static int _number;

    /// <summary>Until nothing is left to count.</summary>
    public static async Task CountFunnelAsync(this WebApp app)
    {
        while (await app.CountTurnAsync(TimeSpan.FromMinutes(1))) { }
    }

    /// <returns>True where there is more to count.</returns>
    public static async Task<bool> CountTurnAsync(this WebApp app, TimeSpan turn)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FunnelCounting>().CountAsync(turn, Cancel);
    }

    /// <summary>A lead that came from this source so many days ago, with what its person told.</summary>
    public static Task<Lead> CameAsync(
        this WebApp app,
        Source? source,
        int daysAgo = 10,
        Channel channel = Channel.Form,
        Dictionary<string, string?>? facts = null
    ) =>
        app.DbAsync(async db =>
        {
            var at = app.Clock.GetUtcNow().AddDays(-daysAgo);
            var address = EmailAddress.Parse($"ada{Interlocked.Increment(ref _number)}@funnel.example");
            var lead = Lead.Capture(Guid.CreateVersion7(at), address, channel, null, at);
            lead.Touched(new Touch(at, channel, source, null));
            lead.Learn(new FactAnswers(facts ?? [], FactOrigin.Person, at, app.Clock.GetUtcNow()));
            db.Leads.Add(lead);
            db.LeadIdentities.Add(new LeadIdentity(address.Key, lead.Id));
            await db.SaveChangesAsync(Cancel);
            await app.TellNowAsync(db, lead);
            return lead;
        });

    /// <summary>It qualifies by score so many hours after it came, and is handed over.</summary>
    public static async Task<Handoff> QualifyAsync(this WebApp app, Lead lead, double hours = 2)
    {
        var at = lead.CreatedAt.AddHours(hours);
        await app.DbAsync(async db =>
        {
            var known = await db.Leads.SingleAsync(one => one.Id == lead.Id, Cancel);
            db.StageMoves.Add(known.MoveTo(Stage.Mql, MoveTrigger.Score, new MoveContext(at, MoveCause.Touchpoint)));
            await db.SaveChangesAsync(Cancel);
            return await app.TellNowAsync(db, lead);
        });
        return await app.HandOffAsync(lead, waited: app.Clock.GetUtcNow() - at);
    }

    public static Task SellAsync(
        this WebApp app,
        Lead lead,
        decimal amount,
        string currency = "EUR",
        int daysLater = 3
    ) =>
        app.DbAsync(async db =>
        {
            var known = await db.Leads.SingleAsync(one => one.Id == lead.Id, Cancel);
            var now = app.Clock.GetUtcNow();
            db.Outcomes.Add(
                new Outcome
                {
                    Id = Guid.CreateVersion7(now),
                    LeadId = lead.Id,
                    Result = OutcomeResult.Won,
                    Amount = amount,
                    Currency = currency,
                    OccurredAt = lead.CreatedAt.AddDays(daysLater),
                    RecordedAt = now,
                }
            );
            db.StageMoves.AddRange(
                OutcomeMoves.Apply(known, OutcomeResult.Won, null, new MoveContext(now, MoveCause.Person))
            );
            return await db.SaveChangesAsync(Cancel);
        });

    /// <summary>What lies in the past is told today.</summary>
    private static Task<int> TellNowAsync(this WebApp app, LeadGenDbContext db, Lead lead) =>
        db
            .Leads.Where(one => one.Id == lead.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.UpdatedAt, app.Clock.GetUtcNow()), Cancel);
}
