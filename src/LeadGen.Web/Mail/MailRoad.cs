using System.Collections.Concurrent;
using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Mail;

/// <summary>
/// Sends the mails that are due, a batch at a time: taken in hand with a lease, sent outside any transaction, and recorded only while the
/// lease is ours. So of several instances each sends its share, and what a killed one had in hand another sends.
/// </summary>
public sealed partial class MailRoad(
    IServiceScopeFactory scopes,
    MailRoute route,
    MailWriter writer,
    MailTimes times,
    TimeProvider time,
    ILogger<MailRoad> log
)
{
    public const int BatchSize = 20;
    public const int ConnectionsMax = 4;
    private const int MailsForAConnection = 5;

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Random.Shared.Next():x}";
    private int _downInARow;

    /// <summary>Sends everything that is due; for tests.</summary>
    public async Task DrainAsync(CancellationToken cancel)
    {
        while (await NextAsync(cancel) > 0) { }
    }

    /// <summary>Sends one batch.</summary>
    /// <returns>How many mails the server was asked to take.</returns>
    public async Task<int> NextAsync(CancellationToken cancel)
    {
        if (route.Server is not { } server)
        {
            await KeepAsync(cancel);
            return 0;
        }

        var claimed = await ClaimAsync(server, cancel);
        if (claimed.Count == 0)
        {
            return 0;
        }

        var batch = new Batch(new ConcurrentQueue<OutgoingMail>(claimed));
        var connections = Math.Clamp(claimed.Count / MailsForAConnection, 1, ConnectionsMax);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => DeliverAsync(server, batch, cancel)));
        // Who lets some of our connections in, and others not, is not down.
        _downInARow = batch is { Tried: 0, Error: not null } ? _downInARow + 1 : 0;
        await PutBackAsync(batch);
        return batch.Tried;
    }

    /// <summary>Without a server: in Development they are there to be looked at, else they wait for one.</summary>
    private async Task KeepAsync(CancellationToken cancel)
    {
        if (route.Keeps)
        {
            await ExecuteAsync($"update leadgen.mails set state = 'held' where state = 'waiting'", cancel);
        }
    }

    private async Task<List<OutgoingMail>> ClaimAsync(MailServer server, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<LeadGenDbContext>()
            .Mails.FromSql(
                $"""
                with due as materialized (
                    select id from leadgen.mails where state = 'waiting' and next_attempt_at <= {now}
                    and not exists (select from leadgen.settings where key = {OutgoingHold.Key})
                    order by next_attempt_at, id limit {BatchSize} for update skip locked)
                update leadgen.mails m set lease_owner = {_owner}, lease_until = {now + times.Lease},
                    next_attempt_at = {now + times.Lease}, attempts = attempts + 1, fence = fence + 1,
                    message_id = coalesce(message_id, replace(m.id::text, '-', '') || '@' || {server.From.Domain})
                from due where m.id = due.id
                returning m.*
                """
            )
            .AsNoTracking()
            .ToListAsync(cancel);
    }

    /// <summary>What has been begun is done when the app stops; a mail that is cut off would be sent twice.</summary>
    private async Task DeliverAsync(MailServer server, Batch batch, CancellationToken cancel)
    {
        await using var courier = new SmtpCourier(server, times);
        while (!cancel.IsCancellationRequested && batch.Mails.TryDequeue(out var mail))
        {
            var result = await TryAsync(courier, mail);
            if (result is SendResult.Down or SendResult.NotTried)
            {
                batch.GiveBack(mail, (result as SendResult.Down)?.Error);
                return;
            }

            batch.CountOne();
            await RecordAsync(mail, result, cancel);
        }
    }

    private async Task<SendResult> TryAsync(SmtpCourier courier, OutgoingMail mail)
    {
        var now = time.GetUtcNow();
        if (mail.ExpiresAt < now)
        {
            return new SendResult.Never("It could not be sent in time and is no news any more.");
        }

        if (mail.Attempts > MailAttempts.Max)
        {
            return new SendResult.Never(mail.Error ?? "It was begun too often and never done.");
        }

        // Who was frozen, or had slow mails before this one, may no longer be the only one who has it in hand.
        if (mail.LeaseUntil - now < times.Needed)
        {
            return new SendResult.NotTried();
        }

        try
        {
            using var message = writer.Write(mail);
            return await courier.SendAsync(message);
        }
        catch (Exception e)
        {
            LogBroken(mail.Id, e.GetType().Name);
            return new SendResult.Never("It could not be written: " + e.Message);
        }
    }

    private async Task RecordAsync(OutgoingMail mail, SendResult result, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (state, error, next) = result switch
        {
            SendResult.Sent => (MailState.Sent, null, now),
            SendResult.Later later
                when MailAttempts.PauseAfter(mail.Attempts, Random.Shared.NextDouble()) is { } pause => (
                MailState.Waiting,
                later.Error,
                now + pause
            ),
            SendResult.Later later => (MailState.Parked, later.Error, now),
            SendResult.Never never => (MailState.Parked, never.Error, now),
            _ => throw new InvalidOperationException($"{result.Word} is not recorded."),
        };
        var recorded = await PatientlyAsync(
            () =>
                ExecuteAsync(
                    $"""
                    update leadgen.mails set state = {Terms.Of(state)}, error = {Short(
                        error
                    )}, next_attempt_at = {next},
                        sent_at = {(state == MailState.Sent ? now : null)}, lease_owner = null, lease_until = null
                    where id = {mail.Id} and fence = {mail.Fence} and state = 'waiting'
                    """,
                    // What was sent is recorded though the app stops.
                    CancellationToken.None
                ),
            mail,
            cancel
        );
        MailMetrics.Tried(mail.Kind, result);
        if (recorded == 0)
        {
            LogNotOurs(mail.Id);
        }
        else if (state != MailState.Sent)
        {
            LogNotSent(mail.Id, mail.RequestId, mail.Attempts, Terms.Of(state), result.Word);
        }
    }

    /// <summary>What was sent and not recorded would be sent again: while the database is away it is tried for as long as the lease lasts.</summary>
    private async Task<int> PatientlyAsync(Func<Task<int>> record, OutgoingMail mail, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await record();
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
            {
                if (cancel.IsCancellationRequested || time.GetUtcNow() >= mail.LeaseUntil)
                {
                    throw;
                }

                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    /// <summary>What was taken in hand and not tried waits as if it had not been, until the server may be back.</summary>
    private async Task PutBackAsync(Batch batch)
    {
        foreach (var mail in batch.Mails)
        {
            var next = time.GetUtcNow();
            if (_downInARow > 0)
            {
                next += MailAttempts.PauseWhileDown(_downInARow, Random.Shared.NextDouble());
            }

            await ExecuteAsync(
                $"""
                update leadgen.mails set attempts = attempts - 1, next_attempt_at = {next}, error = {Short(batch.Error)
                    ?? mail.Error},
                    lease_owner = null, lease_until = null
                where id = {mail.Id} and fence = {mail.Fence} and state = 'waiting'
                """,
                CancellationToken.None
            );
        }

        if (_downInARow > 0)
        {
            LogDown(batch.Mails.Count);
        }
    }

    private async Task<int> ExecuteAsync(FormattableString sql, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LeadGenDbContext>().Database.ExecuteSqlAsync(sql, cancel);
    }

    private static string? Short(string? text) =>
        text is { Length: > OutgoingMail.ErrorMaxLength } ? text[..OutgoingMail.ErrorMaxLength] : text;

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Mail} could not be written: {Error}")]
    private partial void LogBroken(Guid mail, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Mail} was taken over by another instance meanwhile")]
    private partial void LogNotOurs(Guid mail);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Mail {Mail} of request {Request} was not sent at attempt {Attempt} and is {State}: {Result}"
    )]
    private partial void LogNotSent(Guid mail, string? request, int attempt, string state, string result);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The mail server cannot be used, and {Count} mails or more wait; /admin/mail says why"
    )]
    private partial void LogDown(int count);

    /// <summary>What is in hand, for all connections together. What is left in it was not tried.</summary>
    private sealed class Batch(ConcurrentQueue<OutgoingMail> mails)
    {
        private int _tried;
        private volatile string? _error;

        public ConcurrentQueue<OutgoingMail> Mails => mails;
        public int Tried => _tried;

        /// <summary>Why the server could not be used.</summary>
        public string? Error => _error;

        public void CountOne() => Interlocked.Increment(ref _tried);

        public void GiveBack(OutgoingMail mail, string? error)
        {
            mails.Enqueue(mail);
            _error ??= error;
        }
    }
}
