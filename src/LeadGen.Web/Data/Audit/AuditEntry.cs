namespace LeadGen.Web.Data.Audit;

/// <summary>Who acts: what an entry of the audit log says of them.</summary>
/// <param name="Id">Of the member of staff or the API key; null for the command line, the provider, and whoever is nobody here.</param>
/// <param name="Name">As it was then.</param>
/// <param name="Way">The method and route of the request; no path, which could hold a token.</param>
/// <param name="Address">The network address that it came from.</param>
public sealed record AuditActor(ActorKind Kind, Guid? Id, string Name, string Way, string? Address);

public enum ActorKind
{
    Staff,
    ApiKey,
    CommandLine,

    /// <summary>The provider by which staff sign in: its claims make users and their roles.</summary>
    Provider,
}

public enum AuditAction
{
    Added,
    Changed,
    Removed,

    /// <summary>Data left the app: a file was handed out.</summary>
    Exported,

    /// <summary>Somebody looked at all that is held about a person.</summary>
    Read,
    SignedIn,

    /// <summary>Somebody tried and was not let in; the entry says why.</summary>
    SignInRefused,
    SignedOut,
}

/// <summary>From what to what. Both are null where only the change itself is told: the value is somebody's own.</summary>
public sealed record AuditChange(string? From, string? To);

/// <summary>One change, who made it, when and from where. Rows are added and never changed: the database refuses anything else.</summary>
public sealed class AuditEntry
{
    public const int TextMaxLength = 200;

    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ActorKind ActorKind { get; init; }
    public Guid? ActorId { get; init; }
    public required string Actor { get; init; }
    public required AuditAction Action { get; init; }

    /// <summary>The table whose row it is.</summary>
    public required string Kind { get; init; }

    /// <summary>The key of the row; null where several were changed at once.</summary>
    public string? ObjectId { get; init; }

    /// <summary>By the name of the field.</summary>
    public IReadOnlyDictionary<string, AuditChange> Changes { get; init; } = new Dictionary<string, AuditChange>();
    public required string Way { get; init; }
    public string? Address { get; init; }

    public static AuditEntry By(
        AuditActor actor,
        AuditAction action,
        string kind,
        string? objectId,
        DateTimeOffset now,
        IReadOnlyDictionary<string, AuditChange>? changes = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            Actor = Cut(actor.Name),
            Action = action,
            Kind = Cut(kind),
            ObjectId = objectId is null ? null : Cut(objectId),
            Changes = changes ?? new Dictionary<string, AuditChange>(),
            Way = Cut(actor.Way),
            Address = actor.Address,
        };

    private static string Cut(string text) => text.Length <= TextMaxLength ? text : text[..TextMaxLength];
}
