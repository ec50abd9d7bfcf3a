using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Backups;

/// <summary>What a restored copy does not send yet. Counts end at <see cref="OutgoingDesk.CountedTo"/>.</summary>
/// <param name="Since">When the backup was made.</param>
/// <param name="Mails">How many mails waited then.</param>
/// <param name="Deliveries">How many messages to webhooks waited then.</param>
public sealed record HeldWork(DateTimeOffset Since, int Mails, int Deliveries);

/// <summary>Looks after what is held, and lets it go.</summary>
public sealed partial class OutgoingDesk(LeadGenDbContext db, OutgoingHold hold, ILogger<OutgoingDesk> log)
{
    public const int CountedTo = 10_000;

    /// <summary>What a mail says that was put aside.</summary>
    public const string PutAside = "It waited when the backup was made, and may have been sent by the original.";

    /// <returns>Null where nothing is held.</returns>
    public async Task<HeldWork?> ReadAsync(CancellationToken cancel)
    {
        if (await OutgoingHold.SinceAsync(db, cancel) is not { } since)
        {
            return null;
        }

        var mails = await db
            .Database.SqlQuery<int>(
                $"""
                select count(*)::int as "Value" from (select from leadgen.mails
                where state = 'waiting' and created_at <= {since} limit {CountedTo}) w
                """
            )
            .SingleAsync(cancel);
        var deliveries = await db
            .Database.SqlQuery<int>(
                $"""
                select count(*)::int as "Value" from (select from leadgen.webhook_deliveries d
                join leadgen.events e on e.id = d.event_id where d.state = 'waiting' and e.occurred_at <= {since} limit {CountedTo}) w
                """
            )
            .SingleAsync(cancel);
        return new HeldWork(since, mails, deliveries);
    }

    /// <param name="sendsOld">
    /// Whether what waited in the backup is sent too. Else it is put aside as failed work is: whoever knows that it did not go out sends it.
    /// </param>
    /// <returns>False where nothing was held any more.</returns>
    public async Task<bool> ReleaseAsync(bool sendsOld, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await OutgoingHold.SinceAsync(db, cancel) is not { } since)
        {
            return false;
        }

        var (mails, deliveries) = (0, 0);
        if (!sendsOld)
        {
            mails = await db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.mails set state = 'parked', error = {PutAside}, lease_owner = null, lease_until = null
                where state = 'waiting' and created_at <= {since}
                """,
                cancel
            );
            deliveries = await db.Database.ExecuteSqlAsync(
                $"""
                update leadgen.webhook_deliveries d set state = 'parked', lease_owner = null, lease_until = null
                from leadgen.events e where e.id = d.event_id and d.state = 'waiting' and e.occurred_at <= {since}
                """,
                cancel
            );
        }

        await hold.EndAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        LogReleased(mails, deliveries);
        return true;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Outgoing mail and webhooks are released after a restore; {Mails} mails and {Deliveries} messages were put aside"
    )]
    private partial void LogReleased(int mails, int deliveries);
}
