using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Service;

/// <summary>What service passed on, and what became of it, as people read it.</summary>
public static class ServiceWords
{
    /// <summary>Scoring looks every second; who asks later than this is told that nothing came of it.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(2);

    public static readonly Choice[] Urgencies =
    [
        new("low", "No hurry"),
        new("normal", "In the usual time"),
        new("high", "This week"),
        new("urgent", "Today"),
    ];

    public static string Of(Urgency urgency) =>
        urgency switch
        {
            Urgency.Low => "No hurry",
            Urgency.Normal => "In the usual time",
            Urgency.High => "This week",
            Urgency.Urgent => "Today",
        };

    public static string Became(ServiceRow row, DateTimeOffset now) =>
        row.Handoff is { } handoff ? Became(handoff)
        : row.Stage == Stage.Disqualified ? "No hand-off: the lead is disqualified. A sales manager can open it again."
        : now - row.CreatedAt < OnItsWay ? "On its way to sales. Look again in a moment."
        : "No hand-off came of it. Ask a sales manager.";

    private static string Became(ServiceHandoff handoff)
    {
        var who = handoff.Owner ?? "Sales";
        var why = handoff.Reason is { } reason ? $": {reason}" : "";
        return handoff.State switch
        {
            HandoffState.Open => handoff.Owner is null
                ? $"In the queue, to be taken by {Words.Exact(handoff.AcceptDue)}."
                : $"Offered to {handoff.Owner}, to be taken by {Words.Exact(handoff.AcceptDue)}.",
            HandoffState.Accepted => $"{who} has it.",
            HandoffState.Started => $"{who} is working on it.",
            HandoffState.Qualified => $"{who} confirmed it.",
            HandoffState.Recycled => $"{who} sent it back to marketing{why}",
            HandoffState.Rejected => $"{who} rejected it{why}",
            HandoffState.Disqualified => $"{who} disqualified the lead{why}",
            HandoffState.Superseded => "Something stronger took its place.",
        };
    }
}
