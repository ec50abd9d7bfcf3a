using LeadGen.Domain.Handoffs;

namespace LeadGen.Web.Handoffs;

/// <summary>What somebody wants to do with a hand-off. What the verb does not use is ignored.</summary>
/// <param name="Version">The version that they saw.</param>
/// <param name="Actor">As colleagues shall read it: a name, or that of an API key.</param>
/// <param name="OwnerId">Accept: whose it is from now on. Null leaves it with whom it was routed to, or with nobody.</param>
/// <param name="Reason">Recycle, reject, disqualify: key or label of a reason of the list.</param>
/// <param name="Checklist">Qualify: keys of <see cref="Domain.Handoffs.Checklist"/>.</param>
/// <param name="Until">Recycle: from when on to look at the lead again.</param>
public sealed record HandoffAction(
    Guid HandoffId,
    int Version,
    string Actor,
    Guid? OwnerId = null,
    string? Reason = null,
    string? Note = null,
    IReadOnlyDictionary<string, Check>? Checklist = null,
    DateTimeOffset? Until = null
)
{
    /// <summary>Id of the member of staff or of the API key who acts; null for one who is known by name only.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The member of staff who acts; null for a program.</summary>
    public Guid? StaffId { get; init; }

    /// <summary>May act on the hand-offs of every team.</summary>
    public bool IsManager { get; init; }
}

/// <summary>What came of it.</summary>
public abstract record HandoffResult
{
    private HandoffResult() { }

    public sealed record Done(Handoff Handoff) : HandoffResult;

    /// <summary>It is no longer, or not yet, as the verb needs it. Nothing was changed.</summary>
    /// <param name="Message">Who did what and when, or what to do first.</param>
    public sealed record MovedOn(Handoff Present, string Message) : HandoffResult;

    public sealed record NotFound : HandoffResult;

    /// <summary>It is another team's. Nothing was changed.</summary>
    /// <param name="Message">Says what to do.</param>
    public sealed record NotAllowed(string Message) : HandoffResult;

    /// <param name="Errors">Field to a message that says what to do.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Errors) : HandoffResult;
}
