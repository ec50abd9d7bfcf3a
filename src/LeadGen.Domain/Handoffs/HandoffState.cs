namespace LeadGen.Domain.Handoffs;

public enum HandoffState
{
    Open,
    Accepted,
    Started,
    Qualified,
    Recycled,
    Rejected,
    Disqualified,

    /// <summary>A stronger qualification took its place.</summary>
    Superseded,
}

/// <summary>What sales can do with a hand-off.</summary>
public enum HandoffVerb
{
    Accept,
    Start,

    /// <summary>Confirm the intent to buy.</summary>
    Qualify,
    Recycle,
    Reject,
    Disqualify,
}

public static class HandoffStates
{
    public static bool IsOpen(this HandoffState state) =>
        state is HandoffState.Open or HandoffState.Accepted or HandoffState.Started;

    public static bool Allows(this HandoffState state, HandoffVerb verb) =>
        verb switch
        {
            HandoffVerb.Accept => state == HandoffState.Open,
            HandoffVerb.Start => state == HandoffState.Accepted,
            HandoffVerb.Qualify => state is HandoffState.Accepted or HandoffState.Started,
            HandoffVerb.Recycle or HandoffVerb.Reject or HandoffVerb.Disqualify => state.IsOpen(),
        };
}
