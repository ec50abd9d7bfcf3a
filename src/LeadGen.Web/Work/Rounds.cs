using LeadGen.Web.Access;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Capture.Pictures;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Imports;
using LeadGen.Web.Mail;
using LeadGen.Web.Privacy;
using LeadGen.Web.Privacy.Retention;
using LeadGen.Web.Scoring;
using LeadGen.Web.Tasks;
using LeadGen.Web.Tracking;
using LeadGen.Web.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Work;

/// <summary>What is looked at by the clock: every minute which tasks are due and whose mail of the day, every hour what is old enough to go.</summary>
public sealed partial class Rounds(IServiceScopeFactory scopes, TimeProvider time, ILogger<Rounds> log)
    : BackgroundService
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private DateTimeOffset _cleaned = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(RemindAsync, stoppingToken);
            await TryAsync(DigestsAsync, stoppingToken);
            await TryAsync(CountFormsAsync, stoppingToken);
            await TryAsync(MeasureAsync, stoppingToken);
            if (time.GetUtcNow() - _cleaned >= Hour)
            {
                _cleaned = time.GetUtcNow();
                await TryAsync(CleanAsync, stoppingToken);
            }

            await Task.Delay(Minute, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task RemindAsync(IServiceProvider services, CancellationToken cancel)
    {
        while (await services.GetRequiredService<TaskDesk>().RemindAsync(cancel) > 0) { }
    }

    public async Task DigestsAsync(IServiceProvider services, CancellationToken cancel) =>
        await services.GetRequiredService<StaffDigests>().AddDueAsync(cancel);

    /// <summary>Tells how background work stands, for who watches the app from outside.</summary>
    public async Task MeasureAsync(IServiceProvider services, CancellationToken cancel)
    {
        foreach (var state in await services.GetRequiredService<WorkBoard>().ReadAsync(cancel))
        {
            WorkMetrics.Stands(state, time.GetUtcNow());
        }
    }

    /// <summary>Keeps how many forms were refused, and tells how many wait in quarantine.</summary>
    public async Task CountFormsAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LeadGenDbContext>();
        await services.GetRequiredService<RefusedForms>().FlushAsync(db, cancel);
        CaptureMetrics.QuarantineSize(await Quarantine.CountAsync(db, cancel));
    }

    /// <summary>Doing it twice, or on two instances, removes nothing more.</summary>
    public async Task CleanAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LeadGenDbContext>();
        var now = time.GetUtcNow();
        var events = await EventLog.ForgetAsync(db, now, cancel);
        var kept = now - KeptAnswer.Kept;
        await db.Set<KeptAnswer>().Where(answer => answer.StartedAt < kept).ExecuteDeleteAsync(cancel);
        events += await WebhookCleaning.ForgetAsync(db, now, cancel);
        var mails = await MailCleaning.ForgetAsync(db, now, cancel);
        var files = await services.GetRequiredService<FileCleaning>().ForgetAsync(cancel);
        files += await services.GetRequiredService<PictureCleaning>().ForgetAsync(cancel);
        files += await services.GetRequiredService<ImportCleaning>().ForgetAsync(cancel);
        await StaffSessions.ForgetAsync(db, now, cancel);
        await OldRuns.ForgetAsync(db, cancel);
        await ForgetVisitorsAsync(services, db, now, cancel);
        if (events + mails + files > 0)
        {
            LogCleaned(events, mails, files);
        }

        await services.GetRequiredService<ErasureDesk>().SweepAsync(cancel);
        await services.GetRequiredService<ImportErasure>().RunAsync(cancel);
        await services.GetRequiredService<RetentionDesk>().RunAsync(cancel);
    }

    private async Task ForgetVisitorsAsync(
        IServiceProvider services,
        LeadGenDbContext db,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var plan = await services.GetRequiredService<TrackingPlans>().CurrentAsync(cancel);
        var (touchpoints, visitors) = await VisitorCleaning.ForgetAsync(db, plan, now, cancel);
        if (touchpoints + visitors > 0)
        {
            LogForgotten(touchpoints, visitors);
        }
    }

    /// <summary>No failed round ends the next.</summary>
    private async Task TryAsync(Func<IServiceProvider, CancellationToken, Task> round, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await round(scope.ServiceProvider, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Events} old events, {Mails} old mails and {Files} old files were removed"
    )]
    private partial void LogCleaned(int events, int mails, int files);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Touchpoints} touchpoints of visitors who never said who they are were removed, and {Visitors} visitors"
    )]
    private partial void LogForgotten(int touchpoints, int visitors);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round failed; it is made again")]
    private partial void LogFailed(Exception e);
}
