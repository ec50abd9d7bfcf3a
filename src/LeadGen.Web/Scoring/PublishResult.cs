namespace LeadGen.Web.Scoring;

/// <summary>Who publishes: a member of staff, or a program by its API key.</summary>
public sealed record Publisher(string? Name, Guid? Id);

/// <summary>What came of a wish to publish.</summary>
public abstract record PublishResult
{
    private PublishResult() { }

    /// <summary>It is in force, and all leads are being scored anew.</summary>
    public sealed record Published(int Version) : PublishResult;

    /// <summary>It waits for a second person.</summary>
    public sealed record Proposed : PublishResult;

    /// <summary>There is no draft, or no such version, or nothing is proposed.</summary>
    public sealed record None : PublishResult;

    /// <summary>The draft says what is in force already.</summary>
    public sealed record Unchanged : PublishResult;

    /// <summary>Somebody else changed it in the meantime.</summary>
    public sealed record MovedOn : PublishResult;

    /// <summary>These golden leads change their verdict, and nobody has said that this is meant.</summary>
    public sealed record Unacknowledged(IReadOnlyList<string> Names) : PublishResult;

    /// <summary>The second person must be another one.</summary>
    public sealed record OwnProposal : PublishResult;

    /// <summary>A draft stands where the old version would have to be proposed.</summary>
    public sealed record DraftInTheWay : PublishResult;
}
