using System.ComponentModel;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;

namespace LeadGen.Web.Api;

/// <summary>A hand-off with its two promises and the evidence it was opened with.</summary>
internal sealed record HandoffJson
{
    public required Guid Id { get; init; }
    public required Guid LeadId { get; init; }
    public required QualificationKind Kind { get; init; }
    public required HandoffState State { get; init; }

    [Description("Null while nobody has it.")]
    public StaffJson? Owner { get; init; }

    [Description("Name of the team that it is for.")]
    public string? Team { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset AcceptDue { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? StartDue { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    [Description("The promises that were missed: accept, start.")]
    public required IReadOnlyList<string> Breaches { get; init; }

    [Description("Send it with an action: another one in between makes it refused.")]
    public required int Version { get; init; }

    [Description("One sentence: why the lead is here.")]
    public required string Why { get; init; }
    public string? Reason { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset? Until { get; init; }
    public required IReadOnlyDictionary<string, Check> Checklist { get; init; }
    public string? LastActor { get; init; }
    public DateTimeOffset? LastActionAt { get; init; }
    public required DossierJson Dossier { get; init; }

    public static HandoffJson Of(Handoff handoff, StaffUser? owner, Team? team, DateTimeOffset now) =>
        new()
        {
            Id = handoff.Id,
            LeadId = handoff.LeadId,
            Kind = handoff.Kind,
            State = handoff.State,
            Owner = StaffJson.Of(owner),
            Team = team?.Name,
            OpenedAt = handoff.OpenedAt,
            AcceptDue = handoff.AcceptDue,
            AcceptedAt = handoff.AcceptedAt,
            StartDue = handoff.StartDue,
            StartedAt = handoff.StartedAt,
            ClosedAt = handoff.ClosedAt,
            Breaches = [.. Missed(handoff, now)],
            Version = handoff.Version,
            Why = handoff.Dossier.Why,
            Reason = handoff.Reason,
            Note = handoff.Note,
            Until = handoff.Until,
            Checklist = handoff.Checklist,
            LastActor = handoff.LastActor,
            LastActionAt = handoff.LastActionAt,
            Dossier = DossierJson.Of(handoff.Dossier),
        };

    // A promise is kept by the deed, or falls away where the hand-off closes before it is due. What was recorded stays.
    private static IEnumerable<string> Missed(Handoff handoff, DateTimeOffset now)
    {
        if (
            handoff.Breaches.Any(breach => breach.Promise == PromiseStep.AcceptBreach)
            || (handoff.AcceptedAt ?? handoff.ClosedAt ?? now) > handoff.AcceptDue
        )
        {
            yield return "accept";
        }

        if (
            handoff.Breaches.Any(breach => breach.Promise == PromiseStep.StartBreach)
            || (handoff.StartedAt ?? handoff.ClosedAt ?? now) > handoff.StartDue
        )
        {
            yield return "start";
        }
    }
}

/// <summary>What the rep was told when the lead was handed over. Later edits never change it.</summary>
internal sealed record DossierJson(
    string Why,
    int Score,
    int FitScore,
    int EngagementScore,
    int ModelVersion,
    IReadOnlyList<ContributionJson> Contributions,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<DossierTouchpoint> Touchpoints,
    string? Question
)
{
    public static DossierJson Of(Dossier dossier) =>
        new(
            dossier.Why,
            dossier.Score,
            dossier.FitScore,
            dossier.EngagementScore,
            dossier.ModelVersion,
            [.. dossier.Contributions.Select(ContributionJson.Of)],
            dossier.Facts,
            dossier.Touchpoints,
            dossier.Question
        );
}
