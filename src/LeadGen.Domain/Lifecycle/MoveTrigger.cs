namespace LeadGen.Domain.Lifecycle;

/// <summary>What makes a lead move.</summary>
public enum MoveTrigger
{
    Score,
    ProductEvents,
    Conversation,
    ServiceRequest,
    HandRaise,
    Confirmed,
    Rejected,
    Recycled,
    Disqualified,
    Reopened,
    Outcome,

    /// <summary>A member of staff took their last action back, within seconds.</summary>
    Undone,
}

/// <summary>Why a move took place at this moment.</summary>
public enum MoveCause
{
    /// <summary>Something the lead did.</summary>
    Touchpoint,

    /// <summary>A version of the scoring model was published.</summary>
    ModelPublished,

    /// <summary>A marketer released it from the ready list.</summary>
    Released,

    /// <summary>Time alone, such as a negative criterion fading.</summary>
    Time,

    /// <summary>A member of staff, or a system in their name.</summary>
    Person,
}
