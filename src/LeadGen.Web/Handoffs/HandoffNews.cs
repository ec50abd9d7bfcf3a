using System.Globalization;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;

namespace LeadGen.Web.Handoffs;

/// <summary>Says to whoever came too late, or too early, how things stand.</summary>
internal static class HandoffNews
{
    public static string For(Handoff present, HandoffVerb verb, HandoffAction action, DateTimeOffset now)
    {
        if (present.State == HandoffState.Superseded)
        {
            return "A stronger qualification took its place: work the newer hand-off of this lead.";
        }

        if (present.State.Allows(verb))
        {
            return present.LastActionAt is null || present.LastActor is null
                ? "Something was added to it since you opened it. Look at it again before you go on."
                : $"{Deed(present, action, now)} Look at it again before you go on.";
        }

        return present.State == HandoffState.Open ? "Nobody has it yet. Accept it first."
            : present is { State: HandoffState.Accepted or HandoffState.Started, LastActor: null }
                ? $"It is {Terms.Of(present.State)} already."
            : Deed(present, action, now);
    }

    /// <summary>To whoever would take back what is no longer the last word.</summary>
    public static string Since(Handoff present, HandoffAction action, DateTimeOffset now) =>
        present.LastActor is null
            ? "Something was added to it since. Look at it again."
            : $"It has moved on since: {Deed(present, action, now)} Look at it again.";

    private static string Deed(Handoff present, HandoffAction action, DateTimeOffset now)
    {
        var who = present.LastActor == action.Actor ? "You" : present.LastActor ?? "Somebody";
        return $"{who} {Did(present.State)} {Ago(now - (present.LastActionAt ?? present.OpenedAt))}.";
    }

    private static string Did(HandoffState state) =>
        state switch
        {
            HandoffState.Open => "put it back",
            HandoffState.Accepted => "took it",
            HandoffState.Started => "started on it",
            HandoffState.Qualified => "confirmed it",
            HandoffState.Recycled => "recycled it",
            HandoffState.Rejected => "rejected it",
            HandoffState.Disqualified => "disqualified it",
            HandoffState.Superseded => "replaced it",
        };

    private static string Ago(TimeSpan age) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{age switch
            {
                { TotalMinutes: < 1 } => $"{Math.Max(1, (int)age.TotalSeconds)} s",
                { TotalHours: < 1 } => $"{age.Minutes} min",
                { TotalDays: < 1 } => $"{age.Hours} h",
                _ => $"{(int)age.TotalDays} d",
            }} ago"
        );
}
