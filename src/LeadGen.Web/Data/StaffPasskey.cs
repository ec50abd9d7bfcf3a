namespace LeadGen.Web.Data;

/// <summary>A key that a device of a member of staff keeps for this app (WebAuthn). Only its public half is here.</summary>
public sealed class StaffPasskey
{
    public const int NameMaxLength = 60;

    /// <summary>The standard has none longer.</summary>
    public const int CredentialMaxLength = 1023;

    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>By which the device knows it.</summary>
    public required byte[] CredentialId { get; init; }
    public required byte[] PublicKey { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A question that was asked before it was answered already, and opens nothing again.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Counted by the device at each use; some never count.</summary>
    public required long SignCount { get; set; }

    /// <summary>How the device is reached: a hint for browsers.</summary>
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>May it leave its device, as the passkeys of an account in a cloud do?</summary>
    public required bool IsBackupEligible { get; init; }
    public required bool IsBackedUp { get; set; }
}
