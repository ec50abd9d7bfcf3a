using LeadGen.Web.Data;
using LeadGen.Web.Data.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Webhooks;

/// <summary>What an administrator does with endpoints.</summary>
public sealed partial class WebhookDesk(
    LeadGenDbContext db,
    WebhookSeal seal,
    WebhookSender sender,
    WebhookRecord record,
    TimeProvider time,
    ILogger<WebhookDesk> log
)
{
    /// <summary>How long a secret signs beside the one that follows it.</summary>
    public static readonly TimeSpan OldSecretKept = TimeSpan.FromHours(24);

    /// <returns>Its id, and the secret that is shown this once.</returns>
    public async Task<(Guid Id, string Secret)> AddAsync(WebhookForm form, CancellationToken cancel)
    {
        var (now, secret) = (time.GetUtcNow(), WebhookSecret.New());
        var endpoint = new WebhookEndpoint
        {
            Id = Guid.CreateVersion7(now),
            Name = form.Name,
            Url = form.Url,
            Types = form.Types,
            Secret = seal.Write(secret),
            CreatedAt = now,
        };
        db.Add(endpoint);
        await db.SaveChangesAsync(cancel);
        LogMade(endpoint.Id);
        return (endpoint.Id, secret);
    }

    /// <summary>At another address it begins anew, as one that is well.</summary>
    public Task<bool> ChangeAsync(Guid id, WebhookForm form, CancellationToken cancel) =>
        ChangeAsync(
            id,
            endpoint =>
            {
                if (endpoint.Url != form.Url)
                {
                    BeginAnew(endpoint);
                }

                (endpoint.Name, endpoint.Url, endpoint.Types) = (form.Name, form.Url, form.Types);
            },
            cancel
        );

    public Task<bool> TurnAsync(Guid id, bool on, CancellationToken cancel) =>
        ChangeAsync(
            id,
            endpoint =>
            {
                if (on)
                {
                    (endpoint.OffAt, endpoint.OffWhy) = (null, null);
                    BeginAnew(endpoint);
                }
                else
                {
                    (endpoint.OffAt, endpoint.OffWhy) = (endpoint.OffAt ?? time.GetUtcNow(), endpoint.OffWhy);
                }
            },
            cancel
        );

    /// <returns>The new secret, shown this once; null where there is no such endpoint.</returns>
    public async Task<string?> RotateAsync(Guid id, CancellationToken cancel)
    {
        var secret = WebhookSecret.New();
        return await ChangeAsync(
            id,
            endpoint =>
            {
                (endpoint.OldSecret, endpoint.OldSecretUntil) = (endpoint.Secret, time.GetUtcNow() + OldSecretKept);
                endpoint.Secret = seal.Write(secret);
            },
            cancel
        )
            ? secret
            : null;
    }

    /// <summary>What was to be sent to it goes too.</summary>
    public async Task RemoveAsync(Guid id, CancellationToken cancel)
    {
        await db.WebhookEndpoints.Where(endpoint => endpoint.Id == id).ExecuteDeleteAsync(cancel);
        await db.WebhookDeliveries.Where(delivery => delivery.EndpointId == id).ExecuteDeleteAsync(cancel);
        LogRemoved(id);
    }

    /// <summary>Sends a message at once that tells of nothing. Where it is taken, the endpoint is well.</summary>
    public async Task<WebhookAnswer?> TestAsync(Guid id, CancellationToken cancel)
    {
        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (endpoint is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var answer = await sender.SendAsync(WebhookMessage.Test(now), endpoint.Url, seal.Read(endpoint, now));
        if (answer.IsTaken)
        {
            await record.WellAsync(id, cancel);
        }

        return answer;
    }

    public Task<bool> SendAgainAsync(Guid id, Guid told, CancellationToken cancel) =>
        db.SendAgainAsync(id, told, time.GetUtcNow(), cancel);

    public Task<int> SendParkedAgainAsync(Guid id, CancellationToken cancel) =>
        db.SendParkedAgainAsync(id, time.GetUtcNow(), cancel);

    public Task<int> SendAgainSinceAsync(Guid id, TimeSpan ago, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db.SendAgainSinceAsync(id, now - ago, now, cancel);
    }

    private static void BeginAnew(WebhookEndpoint endpoint) =>
        (endpoint.FailuresInARow, endpoint.FailingSince, endpoint.PausedUntil) = (0, null, null);

    /// <summary>While its row is held: what its lane writes of failures waits.</summary>
    private async Task<bool> ChangeAsync(Guid id, Action<WebhookEndpoint> change, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var endpoint = await db
            .WebhookEndpoints.FromSql($"select * from leadgen.webhook_endpoints where id = {id} for update")
            .SingleOrDefaultAsync(cancel);
        if (endpoint is null)
        {
            return false;
        }

        change(endpoint);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        LogChanged(id);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint} was made")]
    private partial void LogMade(Guid endpoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint} was changed")]
    private partial void LogChanged(Guid endpoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "Endpoint {Endpoint} was removed")]
    private partial void LogRemoved(Guid endpoint);
}
