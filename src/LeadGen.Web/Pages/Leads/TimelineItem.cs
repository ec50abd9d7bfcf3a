using LeadGen.Domain.Lifecycle;

namespace LeadGen.Web.Pages.Leads;

/// <summary>One thing in the story of a lead.</summary>
/// <param name="Kind">touchpoint, stage_move, handoff, outcome or fact_change; the look of it.</param>
/// <param name="Detail">The lead's own words, a note, a reason.</param>
/// <param name="Times">How many alike stand together.</param>
/// <param name="Machine">Is it taken for a machine's? Null where nobody doubted that it is a person's.</param>
public sealed record TimelineItem(
    Guid Id,
    DateTimeOffset At,
    string Kind,
    string Text,
    string? Detail = null,
    string? Small = null,
    int Times = 1,
    (Stage From, Stage To)? Stages = null,
    bool? Machine = null
);

/// <summary>A page of the story, newest first.</summary>
/// <param name="Next">Where the next page begins, or null at the beginning of the story.</param>
public sealed record Timeline(IReadOnlyList<TimelineItem> Items, string? Next);
