using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Handoffs;

namespace LeadGen.Web.Pages.Shared;

/// <summary>What <c>_HandoffActions</c> shows: the buttons and questions for one open hand-off.</summary>
/// <param name="Name">The lead's, for the buttons' full names.</param>
/// <param name="Refused">The verb whose form came back with errors.</param>
/// <param name="View">Of the queue, to come back to it.</param>
public sealed record HandoffActions(
    Guid Id,
    int Version,
    HandoffState State,
    string Name,
    IReadOnlyList<Reason> Reasons,
    DateTimeOffset Now,
    HandoffVerb? Refused = null,
    string? View = null
)
{
    /// <summary>The questions of the checklist that must be answered.</summary>
    public IReadOnlyCollection<string> Required { get; init; } = [];

    /// <summary>To whom it can be given; none for those who may not.</summary>
    public IReadOnlyList<Choice> Others { get; init; } = [];

    /// <summary>What follows where it is sent back.</summary>
    public NextNurture Nurture { get; init; } = NextNurture.None;

    public bool May(HandoffVerb verb) => State.Allows(verb);

    /// <summary>The button for what comes next, if one press is enough for it.</summary>
    public HandoffButton? Next(string look) =>
        May(HandoffVerb.Accept) ? new(Id, Version, HandoffVerb.Accept, Name, View, look)
        : May(HandoffVerb.Start) ? new(Id, Version, HandoffVerb.Start, Name, View, look)
        : null;

    /// <summary>Recycle asks for what may pass; the others for what does not.</summary>
    public IEnumerable<Choice> ReasonsFor(HandoffVerb verb) =>
        Reasons
            .For(verb)
            .Select(reason => new Choice(
                reason.Key,
                reason.Label,
                verb == HandoffVerb.Recycle ? Nurture.After(reason.Key) : null
            ));
}

/// <summary>Accept or start, by one press.</summary>
/// <param name="Look">Classes of the button.</param>
public sealed record HandoffButton(Guid Id, int Version, HandoffVerb Verb, string Name, string? View, string Look);
