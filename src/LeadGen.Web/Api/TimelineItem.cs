using System.ComponentModel;
using System.Text.Json.Serialization;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Reads;

namespace LeadGen.Web.Api;

internal enum TimelineType
{
    Touchpoint,
    StageMove,
    Handoff,
}

/// <summary>One thing that happened to a lead. What does not belong to its type is absent.</summary>
internal sealed record TimelineItem
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required TimelineType Type { get; init; }

    [Description("The kind of touchpoint, the stage that was entered, or what was done with the hand-off.")]
    public required string Kind { get; init; }

    [Description("One sentence for people.")]
    public required string Text { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RecordedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Channel? Channel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Source? Source { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Offer { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Properties { get; init; }

    [Description("Made by a scanner or crawler: it scores nothing.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Machine { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Stage? From { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MoveCause? Cause { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Actor { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Score { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ModelVersion { get; init; }

    [Description("A stage that was skipped on the way and did not really take place.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Implied { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? HandoffId { get; init; }

    /// <summary>Of an item of <see cref="StoryParts.Events"/>.</summary>
    public static TimelineItem Of(StoryItem item) =>
        item switch
        {
            TouchpointItem { Touchpoint: var touchpoint } => Of(touchpoint),
            MoveItem { Move: var move } => Of(move),
            HandoffItem step => Of(step),
            BreachItem breach => Of(breach),
            AssignmentItem assignment => Of(assignment),
            _ => throw new ArgumentException($"The API does not tell of a {item.GetType().Name}.", nameof(item)),
        };

    private static TimelineItem Of(Touchpoint touchpoint) =>
        new()
        {
            Id = touchpoint.Id,
            At = touchpoint.OccurredAt,
            Type = TimelineType.Touchpoint,
            Kind = touchpoint.Kind,
            Text = TimelineText.Of(touchpoint),
            RecordedAt = touchpoint.RecordedAt,
            Channel = touchpoint.Channel,
            Source = touchpoint.Source,
            Offer = touchpoint.Offer,
            Path = touchpoint.Path,
            Properties = touchpoint.Properties,
            Machine = touchpoint.Machine,
        };

    private static TimelineItem Of(StageMove move) =>
        new()
        {
            Id = move.Id,
            At = move.At,
            Type = TimelineType.StageMove,
            Kind = Terms.Of(move.To),
            Text = TimelineText.Of(move),
            From = move.From,
            Cause = move.Cause,
            Actor = move.Actor,
            Reason = move.Reason,
            Note = move.Note,
            Score = move.Score,
            ModelVersion = move.ModelVersion,
            Implied = move.Implied,
            HandoffId = move.HandoffId,
        };

    private static TimelineItem Of(BreachItem item) =>
        new()
        {
            Id = item.Id,
            At = item.Breach.RecordedAt,
            Type = TimelineType.Handoff,
            Kind = Terms.Of(item.Breach.Promise),
            Text = TimelineText.Of(item),
            HandoffId = item.Handoff.Id,
        };

    private static TimelineItem Of(AssignmentItem item) =>
        new()
        {
            Id = item.Id,
            At = item.Assignment.At,
            Type = TimelineType.Handoff,
            Kind = Terms.Of(item.Assignment.By),
            Text = TimelineText.Of(item),
            Actor = item.Assignment.Actor,
            HandoffId = item.Handoff.Id,
        };

    private static TimelineItem Of(HandoffItem step) =>
        new()
        {
            Id = step.Id,
            At = step.At,
            Type = TimelineType.Handoff,
            Kind = Terms.Of(step.Became),
            Text = TimelineText.Of(step),
            Actor = step.Actor,
            Reason = step.Became.IsOpen() ? null : step.Handoff.Reason,
            Note = step.Became.IsOpen() ? null : step.Handoff.Note,
            HandoffId = step.Handoff.Id,
        };
}
