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
                await CleanAsync(stoppingToken);
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

    /// <summary>Doing it twice, or on two instances, removes nothing more. Where one thing fails the others are done all the same.</summary>
    /// <returns>Whether all were done.</returns>
    public async Task<bool> CleanAsync(CancellationToken cancel)
    {
        var isClean = true;
        foreach (var (what, clean) in Cleanings)
        {
            isClean &= await TryAsync(
                async (services, token) =>
                {
                    var gone = await clean(services, token);
                    if (gone > 0)
                    {
                        LogCleaned(gone, what);
                    }
                },
                cancel
            );
        }

        if (isClean)
        {
            WorkMetrics.Cleaned(time.GetUtcNow());
        }

        return isClean;
    }

    private (string What, Func<IServiceProvider, CancellationToken, Task<int>> Clean)[] Cleanings =>
        [
            // What was promised to people comes first.
            ("things that came late for the erased", SweepAsync),
            ("rows of the erased in files", (its, cancel) => Of<ImportErasure>(its).RunAsync(cancel)),
            ("leads and forms that were kept long enough", (its, cancel) => Of<RetentionDesk>(its).RunAsync(cancel)),
            ("old events", (its, cancel) => EventLog.ForgetAsync(Db(its), time.GetUtcNow(), cancel)),
            ("old answers", ForgetAnswersAsync),
            (
                "old messages to other systems",
                (its, cancel) => WebhookCleaning.ForgetAsync(Db(its), time.GetUtcNow(), cancel)
            ),
            ("old mails", (its, cancel) => MailCleaning.ForgetAsync(Db(its), time.GetUtcNow(), cancel)),
            ("files without an offer", (its, cancel) => Of<FileCleaning>(its).ForgetAsync(cancel)),
            ("pictures without an offer", (its, cancel) => Of<PictureCleaning>(its).ForgetAsync(cancel)),
            ("files of old imports", (its, cancel) => Of<ImportCleaning>(its).ForgetAsync(cancel)),
            ("replays and scorecards that others followed", (its, cancel) => OldRuns.ForgetAsync(Db(its), cancel)),
            ("old sessions", (its, cancel) => StaffSessions.ForgetAsync(Db(its), time.GetUtcNow(), cancel)),
            ("touchpoints of nobody, and visitors", ForgetVisitorsAsync),
        ];

    private static async Task<int> SweepAsync(IServiceProvider services, CancellationToken cancel)
    {
        await Of<ErasureDesk>(services).SweepAsync(cancel);
        return 0;
    }

    private Task<int> ForgetAnswersAsync(IServiceProvider services, CancellationToken cancel)
    {
        var kept = time.GetUtcNow() - KeptAnswer.Kept;
        return Db(services).Set<KeptAnswer>().Where(answer => answer.StartedAt < kept).ExecuteDeleteAsync(cancel);
    }

    private async Task<int> ForgetVisitorsAsync(IServiceProvider services, CancellationToken cancel)
    {
        var plan = await Of<TrackingPlans>(services).CurrentAsync(cancel);
        var (touchpoints, visitors) = await VisitorCleaning.ForgetAsync(Db(services), plan, time.GetUtcNow(), cancel);
        return touchpoints + visitors;
    }

    private static LeadGenDbContext Db(IServiceProvider services) => Of<LeadGenDbContext>(services);

    private static T Of<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>No failed round ends the next.</summary>
    private async Task<bool> TryAsync(Func<IServiceProvider, CancellationToken, Task> round, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await round(scope.ServiceProvider, cancel);
            return true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }
        catch (Exception e)
        {
            LogFailed(e);
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed: {Count} {What}")]
    private partial void LogCleaned(int count, string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round failed; it is made again")]
    private partial void LogFailed(Exception e);
}
