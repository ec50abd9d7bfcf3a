using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Data;

/// <summary>Which lead an e-mail address is. The only uniqueness rule across leads: it settles who makes a new one.</summary>
/// <param name="Email">The key of an <c>EmailAddress</c>.</param>
/// <param name="LeadId">Of a merged lead's address the survivor.</param>
/// <param name="CameWith">The merged lead that the address belongs to; null where it is the lead's own.</param>
public sealed record LeadIdentity(string Email, Guid LeadId, Guid? CameWith = null)
{
    /// <summary>The lead that what comes by this address is kept with: a merged one goes on collecting its own.</summary>
    public Guid KeptWith => CameWith ?? LeadId;
}

/// <summary>The cached score of a lead. It can be dropped and remade to the last digit: <c>score rebuild</c>.</summary>
public sealed record LeadScore
{
    public required Guid LeadId { get; init; }
    public required int ModelVersion { get; init; }
    public required int Fit { get; init; }
    public required int Engagement { get; init; }
    public required int Score { get; init; }

    /// <summary>The part of the score that counts towards qualifying.</summary>
    public required int QualifyingScore { get; init; }
    public required bool Qualifies { get; init; }

    /// <summary>It qualifies and could move, but was imported, seeded or reached by a publish: a marketer releases it.</summary>
    public required bool Ready { get; init; }

    /// <summary>Where the lead stands, beside its score, so that a stage is listed by score out of one index.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The instant that the score is of.</summary>
    public required DateTimeOffset ScoredAt { get; init; }

    /// <summary>When time alone will make it qualify, where what was taken away fades; null where it will not.</summary>
    public DateTimeOffset? RisesAt { get; init; }
}

/// <summary>Something about a lead changed: look at it again. Rows are claimed in batches and deleted with what came of them.</summary>
public sealed record RescoreRequest
{
    public required Guid Id { get; init; }
    public required Guid LeadId { get; init; }
    public required MoveCause Cause { get; init; }

    /// <summary>False for imports, demo data and publishes: they flood nobody.</summary>
    public required bool Moves { get; init; }
    public Guid? TouchpointId { get; init; }
    public string? Actor { get; init; }

    /// <summary>Why it could not be done. Such a request is parked until somebody clears this.</summary>
    public string? Error { get; init; }

    public const int ErrorMaxLength = 1000;
}

/// <summary>One pass over all leads, in chunks by lead id: after a publish, and nightly.</summary>
public sealed class RescoreRun
{
    public required Guid Id { get; init; }
    public required MoveCause Cause { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>All leads up to this one are done.</summary>
    public Guid Cursor { get; set; }
    public long Done { get; set; }

    /// <summary>About how many leads there are.</summary>
    public long Total { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}

public enum ModelState
{
    Draft,
    Published,
    Retired,
}

/// <summary>A version of the scoring model. A published one never changes; the draft has no number yet.</summary>
public sealed class ScoringModelVersion
{
    public required Guid Id { get; init; }
    public int? Version { get; set; }
    public required ModelState State { get; set; }
    public required ScoringModel Model { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public string? UpdatedBy { get; set; }
    public DateTimeOffset? PublishedAt { get; set; }
    public string? PublishedBy { get; set; }
    public string? Why { get; set; }

    /// <summary>What the publication changed against the version before it, for people.</summary>
    public IReadOnlyList<string>? Changes { get; set; }

    /// <summary>Names of the golden leads whose change of verdict was said to be meant.</summary>
    public IReadOnlyList<string>? Acknowledged { get; set; }

    /// <summary>The older version that this one returns to.</summary>
    public int? ReturnOf { get; set; }

    /// <summary>Since when the draft waits for a second person; null where it does not.</summary>
    public DateTimeOffset? ProposedAt { get; set; }
    public string? ProposedBy { get; set; }

    /// <summary>The member of staff or the API key that proposed it.</summary>
    public Guid? ProposedById { get; set; }

    /// <summary>Raised by each change of a draft, so that of two editors one is told.</summary>
    public int Revision { get; set; }
}

/// <summary>A draft as it was when it was set to run beside the model in force. Nothing follows from what it says.</summary>
public sealed class ShadowModel
{
    public required Guid Id { get; init; }
    public required ScoringModel Model { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public string? StartedBy { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A lead that a shadow would have made an MQL; once, on the day (UTC) that it first would have.</summary>
/// <param name="InForceToo">The model in force made it one at the same moment.</param>
public sealed record ShadowMql(Guid ShadowId, Guid LeadId, DateOnly Day, bool InForceToo);

/// <summary>An example that models are tested by.</summary>
public sealed class GoldenLeadRow
{
    public required Guid Id { get; init; }

    /// <summary>That of the example: no two have the same.</summary>
    public required string Name { get; set; }
    public required GoldenLead Lead { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public string? UpdatedBy { get; set; }
    public int Revision { get; set; }
}

/// <summary>Lets another system in. Only the hash of the key is kept.</summary>
public sealed class ApiKey
{
    public const int NameMaxLength = 200;

    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret part.</summary>
    public required byte[] Hash { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A setting that is kept in the database, or a mark that something was done once.</summary>
public sealed class Setting
{
    public required string Key { get; init; }
    public required string Value { get; set; }
}
