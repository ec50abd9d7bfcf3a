using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests;

/// <summary>Leads, scores and hand-offs as the scorer leaves them, put into the app's database.</summary>
internal static class SalesData
{
    private static int _number;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A lead at a stage, with a score of 110 by model 1.</summary>
    /// <param name="score">Null where the scorer has not looked at it yet.</param>
    public static async Task<Lead> LeadAsync(
        this WebApp app,
        Stage stage = Stage.Lead,
        string? firstName = "Jonas",
        string? lastName = "Weber",
        string? company = "Weber Antriebe",
        string? email = null,
        int? score = 110,
        bool ready = false,
        Dictionary<string, string?>? facts = null
    )
    {
        var now = app.Clock.GetUtcNow();
        var address = email ?? $"jonas{Interlocked.Increment(ref _number)}@weber-antriebe.example";
        var lead = Lead.Capture(Guid.CreateVersion7(now), EmailAddress.Parse(address), Channel.Form, null, now);
        var told = new Dictionary<string, string?>(facts ?? [])
        {
            ["first_name"] = firstName,
            ["last_name"] = lastName,
            ["company"] = company,
        };
        var applied = lead.Learn(
            new FactAnswers(told.Where(fact => fact.Value is not null).ToDictionary(), FactOrigin.Person, now, now)
        );
        return await app.DbAsync(async db =>
        {
            db.Leads.Add(lead);
            db.FactChanges.AddRange(new[] { applied.Change }.OfType<FactChange>());
            db.LeadIdentities.Add(new LeadIdentity(EmailAddress.Parse(address).Key, lead.Id));
            if (stage != Stage.Lead)
            {
                db.StageMoves.Add(lead.MoveTo(stage, TriggerTo(stage), new MoveContext(now, MoveCause.Touchpoint)));
            }

            if (score is { } points)
            {
                db.LeadScores.Add(
                    new LeadScore
                    {
                        LeadId = lead.Id,
                        ModelVersion = 1,
                        Fit = points / 2,
                        Engagement = points - (points / 2),
                        Score = points,
                        QualifyingScore = points,
                        Qualifies = points >= 100,
                        Ready = ready,
                        Stage = stage,
                        ScoredAt = now,
                    }
                );
            }

            await db.SaveChangesAsync(Cancel);
            return lead;
        });
    }

    /// <summary>An open hand-off of a lead.</summary>
    public static async Task<Handoff> HandOffAsync(
        this WebApp app,
        Lead lead,
        QualificationKind kind = QualificationKind.Mql,
        TimeSpan? waited = null
    )
    {
        var dossier = new Dossier(
            "Score 110; Webinar attended",
            110,
            60,
            50,
            1,
            [new Contribution("country", "Country known", ScoreDimension.Fit, 15, [])],
            new Dictionary<string, string> { ["country"] = "DE" },
            [
                new DossierTouchpoint(
                    Guid.CreateVersion7(app.Clock.GetUtcNow()),
                    "webinar_attended",
                    app.Clock.GetUtcNow(),
                    "bearings",
                    null
                ),
            ]
        );
        var opened = app.Clock.GetUtcNow() - (waited ?? TimeSpan.Zero);
        var handoff = Handoff.Open(lead.Id, kind, dossier, ServiceLevel.Default, opened);
        await app.DbAsync(async db =>
        {
            db.Handoffs.Add(handoff);
            return await db.SaveChangesAsync(Cancel);
        });
        return handoff;
    }

    /// <summary>A lead that was handed over, and its hand-off.</summary>
    public static async Task<(Lead Lead, Handoff Handoff)> HandedOverAsync(this WebApp app, Stage stage = Stage.Mql)
    {
        var lead = await app.LeadAsync(stage);
        return (lead, await app.HandOffAsync(lead));
    }

    public static async Task<T> DbAsync<T>(this WebApp app, Func<LeadGenDbContext, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>());
    }

    public static Task<Lead> LeadNowAsync(this WebApp app, Guid id) =>
        app.DbAsync(db => db.Leads.AsNoTracking().SingleAsync(lead => lead.Id == id, Cancel));

    public static Task<Handoff> HandoffNowAsync(this WebApp app, Guid id) =>
        app.DbAsync(db => db.Handoffs.AsNoTracking().SingleAsync(handoff => handoff.Id == id, Cancel));

    public static Task<List<StageMove>> MovesAsync(this WebApp app, Guid leadId) =>
        app.DbAsync(db =>
            db.StageMoves.AsNoTracking()
                .Where(move => move.LeadId == leadId)
                .OrderBy(move => move.At)
                .ToListAsync(Cancel)
        );

    private static MoveTrigger TriggerTo(Stage stage) =>
        stage switch
        {
            Stage.Mql => MoveTrigger.Score,
            Stage.Pql => MoveTrigger.ProductEvents,
            Stage.Cql => MoveTrigger.Conversation,
            Stage.ServiceQualified => MoveTrigger.ServiceRequest,
            Stage.Lead => MoveTrigger.Reopened,
            Stage.Sql or Stage.Opportunity or Stage.Customer or Stage.Recycled or Stage.Disqualified =>
                MoveTrigger.Outcome,
        };
}
