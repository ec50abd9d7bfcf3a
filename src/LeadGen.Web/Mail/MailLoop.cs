using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Mail;

/// <summary>Sends mails for as long as the app runs, says at the start if it cannot, and measures how long the oldest one waits.</summary>
public sealed partial class MailLoop(
    MailRoad road,
    MailRoute route,
    IServiceScopeFactory scopes,
    IOptions<LeadGenOptions> options,
    TimeProvider time,
    ILogger<MailLoop> log
) : WorkLoop(Look, log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measure = TimeSpan.FromSeconds(15);

    private DateTimeOffset _measured = DateTimeOffset.MinValue;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SayWhatIsMissing();
        return base.ExecuteAsync(stoppingToken);
    }

    protected override async Task<bool> TurnAsync(CancellationToken stop)
    {
        var sent = await road.NextAsync(stop);
        await MeasureAsync(stop);
        return sent == MailRoad.BatchSize;
    }

    private void SayWhatIsMissing()
    {
        if (route is { Server: null, Keeps: false })
        {
            LogNoServer();
        }
        else if (route.Server is not null && options.Value.PublicUrl is null)
        {
            LogNoAddress();
        }
    }

    private async Task MeasureAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (now - _measured < Measure)
        {
            return;
        }

        _measured = now;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        MailMetrics.OutgoingHeld(await OutgoingHold.SinceAsync(db, cancel) is not null);
        var oldest = await db
            .Mails.Where(mail => mail.State == MailState.Waiting)
            .OrderBy(mail => mail.Id)
            .Select(mail => (DateTimeOffset?)mail.CreatedAt)
            .FirstOrDefaultAsync(cancel);
        MailMetrics.OldestWaiting(oldest is { } since ? now - since : TimeSpan.Zero);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "No mail server is configured: mails wait in the database, and nobody gets any. Set LeadGen__Smtp__Host and LeadGen__Smtp__From"
    )]
    private partial void LogNoServer();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mails are sent with links that only this machine can open. Set LeadGen__PublicUrl to the address by which others reach the app"
    )]
    private partial void LogNoAddress();
}
