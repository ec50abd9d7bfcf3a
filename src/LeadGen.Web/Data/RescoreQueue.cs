using LeadGen.Domain.Lifecycle;

namespace LeadGen.Web.Data;

/// <summary>
/// The one road to a new score: whoever changes something about a lead adds a request in the same transaction, and wakes the
/// scorer after the commit. Without the wake it is found within a second.
/// </summary>
public sealed class RescoreQueue : IDisposable
{
    private readonly WakeUp _asked = new();

    /// <summary>A touchpoint, or a person's deed: the lead may move.</summary>
    public static RescoreRequest Request(
        Guid leadId,
        MoveCause cause,
        DateTimeOffset now,
        Guid? touchpointId = null,
        string? actor = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            LeadId = leadId,
            Cause = cause,
            Moves = true,
            TouchpointId = touchpointId,
            Actor = actor,
        };

    /// <summary>For what floods nobody, such as an import or a fact of the account: the lead may become ready, and does not move.</summary>
    public static RescoreRequest Quiet(Guid leadId, MoveCause cause, DateTimeOffset now) =>
        Request(leadId, cause, now) with
        {
            Moves = false,
        };

    public void Wake() => _asked.Call();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => _asked.WaitAsync(atMost, cancel);

    public void Dispose() => _asked.Dispose();
}
