using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;

namespace LeadGen.Web.Handoffs;

/// <summary>An outcome on its way in.</summary>
/// <param name="Actor">As colleagues shall read it: a name, or that of an API key.</param>
/// <param name="Reason">Key or label of a reason of the list, or any text.</param>
/// <param name="OccurredAt">Null is now.</param>
/// <param name="Id">Made by the sender, so that sending it again records nothing twice.</param>
public sealed record OutcomeEntry(
    Guid LeadId,
    OutcomeResult Result,
    string Actor,
    decimal? Amount = null,
    string? Currency = null,
    string? Reason = null,
    DateTimeOffset? OccurredAt = null,
    Guid? Id = null
);

/// <summary>What came of it.</summary>
public abstract record RecordingResult
{
    private RecordingResult() { }

    /// <param name="Stage">Where the lead stands now.</param>
    /// <param name="Again">It was there already, by its id: nothing was changed.</param>
    public sealed record Recorded(Outcome Outcome, Stage Stage, bool Again) : RecordingResult;

    public sealed record NoSuchLead : RecordingResult;

    /// <param name="Errors">Field to a message that says what to do.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Errors) : RecordingResult;
}
