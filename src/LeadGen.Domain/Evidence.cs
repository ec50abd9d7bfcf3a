using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain;

/// <summary>Gathers the dossier of a hand-off, and says in one sentence why the lead is there.</summary>
public static class Evidence
{
    /// <summary>More than one sentence is not read.</summary>
    private const int DeedsInWhy = 2;
    private const int RulesInWhy = 2;
    private const int EventsInWhy = 3;
    private const int EventNameMaxLength = 60;
    private static readonly string[] WordsIn = ["question", "summary", "text"];

    public static Dossier Gather(Evaluation at, Score score, QualificationKind kind, Signal signal)
    {
        var latest = at
            .Touchpoints.Where(touchpoint => !touchpoint.Machine && touchpoint.OccurredAt <= at.Now)
            .OrderByDescending(touchpoint => touchpoint.OccurredAt)
            .ThenByDescending(touchpoint => touchpoint.Id)
            .ToList();
        var asked = latest.FirstOrDefault(touchpoint => touchpoint.Id == signal.TouchpointId);
        return new Dossier(
            Why(at, kind, score, asked),
            score.Total,
            score.Fit,
            score.Engagement,
            at.ModelVersion,
            score.Contributions,
            at.Facts.Values,
            [.. latest.Take(Dossier.TouchpointsMax).Select(Shown)],
            asked is null ? null : Words(asked)
        );
    }

    private static DossierTouchpoint Shown(Touchpoint touchpoint) =>
        new(touchpoint.Id, touchpoint.Kind, touchpoint.OccurredAt, touchpoint.Offer, touchpoint.Path);

    /// <summary>What they asked for, what they did most, and what speaks most for them: "Asked for a demo; Pricing page 3×; Director".</summary>
    private static string Why(Evaluation at, QualificationKind kind, Score score, Touchpoint? asked)
    {
        var speaksFor = score.Contributions.Where(one => one.Points > 0).OrderByDescending(one => one.Points).ToList();
        var deeds = speaksFor
            .Where(one => one.Dimension == ScoreDimension.Engagement)
            // What opens the sentence is not said twice.
            .Where(one => kind == QualificationKind.Mql || asked is null || !one.Touchpoints.Contains(asked.Id))
            .Take(DeedsInWhy)
            .Select(Counted);
        var fit = speaksFor.FirstOrDefault(one => one.Dimension == ScoreDimension.Fit)?.Label;
        return string.Join("; ", [Opening(at, kind, score, asked), .. deeds, .. fit is null ? [] : new[] { fit }]);
    }

    private static string Counted(Contribution contribution) =>
        contribution.Touchpoints.Count > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{contribution.Label} {contribution.Touchpoints.Count}×")
            : contribution.Label;

    private static string Opening(Evaluation at, QualificationKind kind, Score score, Touchpoint? asked) =>
        kind switch
        {
            QualificationKind.Sql => asked?.Properties.GetValueOrDefault("intent") switch
            {
                "demo" => "Asked for a demo",
                "quote" => "Asked for a quote",
                "inquiry" => "Asked to talk to sales",
                _ => asked?.Properties.GetValueOrDefault("next_step") == "question"
                    ? "Asked a question"
                    : "Asked to be contacted",
            },
            QualificationKind.ServiceQualified => "Told service they want more" + Hurry(asked),
            QualificationKind.Cql => "Stated intent " + Where(asked),
            QualificationKind.Pql => Use(at),
            QualificationKind.Mql => string.Create(CultureInfo.InvariantCulture, $"Score {score.Total}"),
        };

    /// <summary>What to note on an open hand-off when it comes again; null for what the rep need not know at once.</summary>
    public static string? Again(QualificationKind kind, Touchpoint? asked) =>
        (
            kind switch
            {
                QualificationKind.Sql => "asked for sales again.",
                QualificationKind.ServiceQualified => $"told service they want more{Hurry(asked)}.",
                QualificationKind.Cql => $"stated intent {Where(asked)}.",
                QualificationKind.Pql or QualificationKind.Mql => null,
            }
        )
            is { } said
            ? said + (asked is not null && Words(asked) is { } words ? " " + words : "")
            : null;

    /// <summary>Their own, or what somebody noted of them.</summary>
    private static string? Words(Touchpoint asked) =>
        WordsIn
            .Select(name => asked.Properties.GetValueOrDefault(name))
            .FirstOrDefault(words => words is { Length: > 0 });

    private static string Hurry(Touchpoint? asked) =>
        Terms.Parse<Urgency>(asked?.Properties.GetValueOrDefault("urgency")) switch
        {
            Urgency.Urgent => ", urgent",
            Urgency.High => ", this week",
            Urgency.Low => ", no hurry",
            Urgency.Normal or null => "",
        };

    private static string Where(Touchpoint? asked) =>
        asked?.Kind switch
        {
            TouchpointKinds.PhoneCall => "on the phone",
            TouchpointKinds.Meeting => "in a meeting",
            TouchpointKinds.ChatMessage => "in a chat",
            TouchpointKinds.EmailReplied => "by mail",
            _ => "in a conversation",
        };

    /// <summary>The rules that hold, each with what was done: "Asked for a paid feature: paid_feature_requested 2×".</summary>
    private static string Use(Evaluation at)
    {
        var history = TouchpointHistory.InOrder(at.Touchpoints, at.Now, at.Lead.CountsAfter);
        return string.Join(
            "; ",
            Scorer
                .ProductRulesThatHold(at.Model, at.Touchpoints, at.Now, at.Lead.CountsAfter)
                .Take(RulesInWhy)
                .Select(rule => $"{rule.Label}: {string.Join(", ", EventsOf(rule.Matching(history, at.Now)))}")
        );
    }

    private static IEnumerable<string> EventsOf(IEnumerable<Touchpoint> events) =>
        events
            .GroupBy(touchpoint =>
                CleanText.Bounded(touchpoint.Properties.GetValueOrDefault("name"), EventNameMaxLength)
                ?? touchpoint.Kind
            )
            .OrderByDescending(name => name.Count())
            .ThenBy(name => name.Key, StringComparer.Ordinal)
            .Take(EventsInWhy)
            .Select(name =>
                name.Count() > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name.Key} {name.Count()}×") : name.Key
            );
}
