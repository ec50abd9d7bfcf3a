using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain;

/// <summary>Why a lead is looked at: what happened, and the touchpoint where it was one.</summary>
/// <param name="Moves">False for what floods nobody: imports, demo data, a publish. The lead may then be ready, but does not move.</param>
public sealed record Signal(MoveCause Cause, bool Moves, Guid? TouchpointId = null, string? Actor = null);

/// <summary>All that one evaluation looks at.</summary>
/// <param name="Open">The lead's open hand-off, if it has one.</param>
public sealed record Evaluation(
    Lead Lead,
    LeadFacts Facts,
    IReadOnlyList<Touchpoint> Touchpoints,
    ScoringModel Model,
    int ModelVersion,
    Handoff? Open,
    IReadOnlyList<Signal> Signals,
    ServiceLevel Promise,
    DateTimeOffset Now
);

/// <summary>What came of it.</summary>
/// <param name="Qualifying">The score that counts towards qualifying: after a recycle only what happened since.</param>
/// <param name="Ready">It qualifies and could move, but nothing that it did lately moves it.</param>
/// <param name="RisesAt">When time alone would make it qualify, if nothing happens until then.</param>
/// <param name="Shadowed">The model that runs beside the one in force would have made it an MQL now.</param>
public sealed record Verdict(
    ScoreNumbers Score,
    ScoreNumbers Qualifying,
    bool Qualifies,
    bool Ready,
    StageMove? Move = null,
    Handoff? Opened = null,
    DateTimeOffset? RisesAt = null,
    bool Shadowed = false
);

/// <summary>The product in one place: facts + touchpoints + model + now → score → stage move → hand-off.</summary>
public static class Qualification
{
    public static Verdict Evaluate(Evaluation at)
    {
        var sheet = SheetOf(at);
        var verdict = Stand(sheet, at.Facts, at.Lead.Stage, at.Open is not null, at.Lead.CountsAfter, at.Now);
        var signals = at.Signals.Where(signal => signal.Moves && IsFreshFor(at, signal)).ToList();
        var found = Found(at, signals, verdict.Qualifies).ToList();
        // What is stronger but not open to the lead, such as a demo for a customer, does not stand in the way of what is.
        var entered = found.Find(one => MayEnter(at, one.Kind));
        if (entered.Signal is not null)
        {
            verdict = Enter(at, sheet, verdict with { Ready = false, RisesAt = null }, entered.Kind, entered.Signal);
        }
        Note(at, verdict.Opened ?? at.Open, found.Where(one => one != entered));
        return verdict;
    }

    /// <summary>Would it become an MQL by its score now? Nothing follows from the answer.</summary>
    public static bool WouldBeMql(Evaluation at) =>
        MayBeReady(at.Lead.Stage, at.Open is not null)
        && at.Signals.Any(signal => signal.Moves && IsFreshFor(at, signal))
        && SheetOf(at).Score(at.Facts, at.Now, at.Lead.CountsAfter).Qualifies(at.Model);

    /// <summary>How the lead on the sheet stands if nothing moves it now.</summary>
    /// <param name="countsAfter">Towards qualifying counts only what happened after it.</param>
    public static Verdict Stand(
        Scoresheet sheet,
        LeadFacts facts,
        Stage stage,
        bool hasOpenHandoff,
        DateTimeOffset? countsAfter,
        DateTimeOffset now
    )
    {
        var score = sheet.Score(facts, now);
        var qualifying = countsAfter is { } after ? sheet.Score(facts, now, after) : score;
        var qualifies = qualifying.Qualifies(sheet.Model);
        var mayMove = MayBeReady(stage, hasOpenHandoff);
        return new Verdict(
            score,
            qualifying,
            qualifies,
            Ready: qualifies && mayMove,
            // What was taken away may fade, and then nobody need do anything for the lead to qualify.
            RisesAt: mayMove && sheet.HasFadingLosses
                ? Crossings.Rises(sheet, sheet.Fit(facts), now, countsAfter)
                : null
        );
    }

    /// <summary>Would a lead of this stage become an MQL by its score? Not where sales has it already.</summary>
    private static bool MayBeReady(Stage stage, bool hasOpenHandoff) =>
        !hasOpenHandoff && StageRules.Allows(stage, Stage.Mql, MoveTrigger.Score);

    /// <summary>Did the lead ask for sales outright: an inquiry, a demo or a quote, or "contact me", or a question?</summary>
    public static bool IsHandRaise(Touchpoint touchpoint) =>
        touchpoint is { Kind: TouchpointKinds.FormSubmitted or TouchpointKinds.FormContinued, Machine: false }
        && (
            touchpoint.Properties.GetValueOrDefault("intent") is "inquiry" or "demo" or "quote"
            || touchpoint.Properties.GetValueOrDefault("next_step") is "contact" or "question"
        );

    /// <summary>Was it said in a conversation that they want to buy?</summary>
    public static bool IsStatedIntent(Touchpoint touchpoint) =>
        touchpoint
            is {
                Kind: TouchpointKinds.ChatMessage
                    or TouchpointKinds.EmailReplied
                    or TouchpointKinds.PhoneCall
                    or TouchpointKinds.Meeting,
                Machine: false
            }
        && touchpoint.Properties.GetValueOrDefault("intent") == Terms.Of(Intent.Stated);

    /// <summary>What the touchpoint asks for by itself, whatever the score.</summary>
    internal static QualificationKind? Asked(Touchpoint touchpoint) =>
        IsHandRaise(touchpoint) ? QualificationKind.Sql
        : touchpoint is { Kind: TouchpointKinds.ServiceRequest, Machine: false } ? QualificationKind.ServiceQualified
        : IsStatedIntent(touchpoint) ? QualificationKind.Cql
        : null;

    /// <summary>All qualifications that hold, the strongest first; of each kind what made it last.</summary>
    private static IEnumerable<(QualificationKind Kind, Signal Signal)> Found(
        Evaluation at,
        List<Signal> signals,
        bool qualifies
    )
    {
        var byTouchpoint = signals.Where(signal => signal.TouchpointId is not null).ToList();
        var asked = byTouchpoint
            .Select(signal => (Touchpoint: TouchpointOf(at, signal)!, Signal: signal))
            // Only what happens after a recycle or a rejection qualifies again, even where it is told late.
            .Where(one => at.Lead.CountsAfter is not { } after || one.Touchpoint.OccurredAt > after)
            .Select(one => (Kind: Asked(one.Touchpoint), one.Signal))
            .Where(one => one.Kind is not null)
            .GroupBy(one => one.Kind!.Value, one => one.Signal)
            .OrderByDescending(kind => kind.Key);
        foreach (var kind in asked)
        {
            yield return (kind.Key, kind.Last());
        }

        var product = byTouchpoint.LastOrDefault();
        if (
            product is not null
            && Scorer.ProductRulesThatHold(at.Model, at.Touchpoints, at.Now, at.Lead.CountsAfter).Count > 0
        )
        {
            yield return (QualificationKind.Pql, product);
        }

        if (qualifies && signals.Count > 0)
        {
            yield return (QualificationKind.Mql, signals[^1]);
        }
    }

    private static bool MayEnter(Evaluation at, QualificationKind kind) =>
        (at.Open is null || kind > at.Open.Kind)
        && (CanMove(at.Lead, kind) || StageRules.OpensInPlace(at.Lead.Stage, kind));

    /// <summary>Not for each page that is viewed while it is open: only for what the rep must know.</summary>
    private static void Note(Evaluation at, Handoff? open, IEnumerable<(QualificationKind Kind, Signal Signal)> others)
    {
        foreach (var (kind, signal) in others)
        {
            if (Evidence.Again(kind, TouchpointOf(at, signal)) is { } said)
            {
                open?.AddNote($"{at.Now:yyyy-MM-dd HH:mm} UTC: {said}");
            }
        }
    }

    private static Scoresheet SheetOf(Evaluation at) => Scoresheet.Of(at.Model, at.Touchpoints, at.Now);

    private static Verdict Enter(
        Evaluation at,
        Scoresheet sheet,
        Verdict verdict,
        QualificationKind kind,
        Signal signal
    )
    {
        var dossier = Evidence.Gather(at, Scorer.Explain(sheet, at.Facts, at.Now), kind, signal);
        var opened = at.Open is null
            ? Handoff.Open(at.Lead.Id, kind, dossier, at.Promise, at.Now)
            : at.Open.SupersedeBy(kind, dossier, at.Promise, at.Now);
        var context = new MoveContext(
            at.Now,
            signal.Cause,
            signal.Actor,
            Note: dossier.Why,
            Score: verdict.Score.Total,
            ModelVersion: at.ModelVersion,
            HandoffId: opened.Id
        );
        return verdict with
        {
            Move = CanMove(at.Lead, kind)
                ? at.Lead.MoveTo(StageRules.StageOf(kind), StageRules.TriggerOf(kind), context)
                : null,
            Opened = opened,
        };
    }

    private static bool CanMove(Lead lead, QualificationKind kind) =>
        StageRules.Allows(lead.Stage, StageRules.StageOf(kind), StageRules.TriggerOf(kind));

    private static bool IsFreshFor(Evaluation at, Signal signal) =>
        signal.TouchpointId is null || TouchpointOf(at, signal) is { IsFresh: true, Machine: false };

    private static Touchpoint? TouchpointOf(Evaluation at, Signal signal) =>
        at.Touchpoints.FirstOrDefault(touchpoint => touchpoint.Id == signal.TouchpointId);
}
