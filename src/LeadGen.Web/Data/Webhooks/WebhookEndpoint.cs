namespace LeadGen.Web.Data.Webhooks;

/// <summary>Where another system wants to be told of events.</summary>
public sealed class WebhookEndpoint
{
    public const int NameMaxLength = 100;
    public const int UrlMaxLength = 2000;
    public const int OffWhyMaxLength = 300;

    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required string Url { get; set; }

    /// <summary>What it is told of: types of events.</summary>
    public required IReadOnlyList<string> Types { get; set; }

    /// <summary>Sealed by the key ring: in the clear nobody reads it here.</summary>
    public required string Secret { get; set; }

    /// <summary>The secret before; what is sent is signed by it too, until then.</summary>
    public string? OldSecret { get; set; }
    public DateTimeOffset? OldSecretUntil { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it is told of events.</summary>
    public DateTimeOffset? OffAt { get; set; }
    public string? OffWhy { get; set; }

    /// <summary>How many attempts in a row failed, whatever they were to tell.</summary>
    public int FailuresInARow { get; set; }

    /// <summary>When the first of these was.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>Until then nothing is tried.</summary>
    public DateTimeOffset? PausedUntil { get; set; }
}
