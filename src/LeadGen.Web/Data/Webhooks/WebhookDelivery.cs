namespace LeadGen.Web.Data.Webhooks;

public enum DeliveryState
{
    /// <summary>To be sent, at the next attempt.</summary>
    Waiting,

    /// <summary>The endpoint took it.</summary>
    Delivered,

    /// <summary>It was tried often enough. It is not tried again until somebody says so.</summary>
    Parked,
}

/// <summary>An event on its way to an endpoint: the row is the job, written in the transaction of the event.</summary>
public sealed class WebhookDelivery
{
    /// <summary>So many of the latest attempts are kept.</summary>
    public const int TriesKept = 30;

    public required Guid EventId { get; init; }
    public required Guid EndpointId { get; init; }
    public DeliveryState State { get; init; } = DeliveryState.Waiting;

    /// <summary>How often the endpoint was asked to take it, since it was last sent anew.</summary>
    public int Attempts { get; init; }
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>Which instance of the app has it in hand, and until when.</summary>
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Raised each time it is taken in hand: of an older hand nothing counts any more.</summary>
    public long Fence { get; init; }

    /// <summary>What came of each attempt, the latest last.</summary>
    public IReadOnlyList<WebhookTry> Tries { get; init; } = [];
}

/// <summary>One attempt.</summary>
/// <param name="Status">Null where there was no answer.</param>
/// <param name="Error">Why it does not count as taken; null where it does.</param>
/// <param name="Answer">How the answer began.</param>
public sealed record WebhookTry(DateTimeOffset At, int Milliseconds, int? Status, string? Error, string? Answer);
