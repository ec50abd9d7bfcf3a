using LeadGen.Domain.Capture;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing;

/// <summary>Replays as the app makes them, and as it would have left them.</summary>
internal static class ReplaySteps
{
    /// <summary>A lead with 300 people in German software that did these things so many days ago, and is scored.</summary>
    public static async Task<Guid> LivedLeadAsync(
        this WebApp app,
        string email,
        params (string Kind, int DaysAgo)[] touchpoints
    )
    {
        var facts = new Dictionary<string, string?>
        {
            ["company"] = "Acme",
            ["country"] = "DE",
            ["employees"] = "300",
            ["industry"] = "Software",
            ["job_title"] = "Marketing Director",
        };
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var entered = new EnteredLead(EmailAddress.Parse(email), facts, FactOrigin.Api, Channel.Api);
        var lead = (await services.GetRequiredService<LeadEntry>().SaveAsync(entered, Cancel)).Lead.Id;
        var items = touchpoints.Select(one => new TouchpointItem
        {
            Kind = one.Kind,
            LeadId = lead,
            OccurredAt = app.Clock.GetUtcNow().AddDays(-one.DaysAgo).AddMinutes(-1),
        });
        await services.GetRequiredService<TouchpointIntake>().TakeAsync([.. items], Channel.Api, Cancel);
        await app.Services.GetRequiredService<RescoreRoad>().DrainAsync(Cancel);
        return lead;
    }

    public static async Task SaveDraftAsync(this WebApp app, ScoringModel model)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var desk = scope.ServiceProvider.GetRequiredService<ModelDesk>();
        Assert.Equal(DraftResult.Done, await desk.SaveDraftAsync(model, "Mia", null, Cancel));
    }

    /// <summary>Waits until no replay is under way.</summary>
    public static async Task<Replay> ReplayedAsync(this WebApp app)
    {
        for (var i = 0; i < 600; i++)
        {
            var replay = await app.DbAsync(db =>
                db.Replays.AsNoTracking().OrderByDescending(one => one.Id).FirstAsync(Cancel)
            );
            if (replay.FinishedAt is not null)
            {
                return replay;
            }
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException("The replay did not end.");
    }

    /// <summary>A finished replay of the version in force, with what it is to have found.</summary>
    /// <param name="report">Found by both models; null for one that stopped.</param>
    public static Task<Guid> KeepReplayAsync(
        this WebApp app,
        ReplayReport? report,
        params (Guid Lead, DateTimeOffset At)[] entering
    ) =>
        app.DbAsync(async db =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            var now = app.Clock.GetUtcNow();
            var replay = new Replay
            {
                Id = Guid.CreateVersion7(now),
                State = report is null ? ReplayState.Failed : ReplayState.Done,
                Model = DefaultModel.Value,
                ModelVersion = 1,
                AgainstVersion = 1,
                AskedAt = now,
                StartedAt = now,
                FinishedAt = now,
                Before = report,
                After = report,
                Error = report is null ? "Out of <memory>." : null,
                Entering = entering.Length,
            };
            db.Replays.Add(replay);
            db.ReplayedLeads.AddRange(
                entering.Select(one => new ReplayedLead(replay.Id, true, one.At, one.Lead, 90, 80, "Because"))
            );
            await db.SaveChangesAsync(Cancel);
            return replay.Id;
        });

    /// <summary>What the tally finds without any lead.</summary>
    public static ReplayReport Nothing(ScoringModel? model = null) =>
        new ReplayTally(
            new LeadReplay(model ?? DefaultModel.Value, ReplayOrder.AsHappened) { Sweeps = true },
            DateTimeOffset.UnixEpoch
        ).Report();

    /// <summary>Leads by score as counts of them, for a report.</summary>
    public static IReadOnlyList<BandCount> Bands(ScoreScale scale, params (int Score, BandCount Leads)[] leads)
    {
        var bands = new BandCount[ScoreScale.Count + 1];
        foreach (var (score, count) in leads)
        {
            bands[scale.IndexOf(score) + 1] = count;
        }
        return bands;
    }

    public static CriterionReport Criterion(string key, BandCount fires, BandCount decides, string? twin = null) =>
        new(key, $"The {key}", ScoreDimension.Fit, 10, fires, decides, twin);
}
