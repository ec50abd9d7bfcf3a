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

public static class HandoffStates
{
    public static bool IsOpen(this HandoffState state) =>
        state is HandoffState.Open or HandoffState.Accepted or HandoffState.Started;
}
