using System.Globalization;
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

    public static Dossier Gather(Evaluation at, Score score, QualificationKind kind, Signal signal)
    {
        var latest = at
            .Touchpoints.Where(touchpoint => !touchpoint.Machine && touchpoint.OccurredAt <= at.Now)
            .OrderByDescending(touchpoint => touchpoint.OccurredAt)
            .ThenByDescending(touchpoint => touchpoint.Id)
            .ToList();
        var asked = latest.FirstOrDefault(touchpoint => touchpoint.Id == signal.TouchpointId);
        return new Dossier(
            Why(kind, score, asked),
            score.Total,
            score.Fit,
            score.Engagement,
            at.ModelVersion,
            score.Contributions,
            at.Facts.Values,
            [.. latest.Take(Dossier.TouchpointsMax).Select(Shown)],
            asked?.Properties.GetValueOrDefault("question")
        );
    }

    private static DossierTouchpoint Shown(Touchpoint touchpoint) =>
        new(touchpoint.Id, touchpoint.Kind, touchpoint.OccurredAt, touchpoint.Offer, touchpoint.Path);

    /// <summary>What they asked for, what they did most, and what speaks most for them: "Asked for a demo; Pricing page 3×; Director".</summary>
    private static string Why(QualificationKind kind, Score score, Touchpoint? asked)
    {
        var speaksFor = score.Contributions.Where(one => one.Points > 0).OrderByDescending(one => one.Points).ToList();
        var deeds = speaksFor
            .Where(one => one.Dimension == ScoreDimension.Engagement)
            // What opens the sentence is not said twice.
            .Where(one => kind == QualificationKind.Mql || asked is null || !one.Touchpoints.Contains(asked.Id))
            .Take(DeedsInWhy)
            .Select(Counted);
        var fit = speaksFor.FirstOrDefault(one => one.Dimension == ScoreDimension.Fit)?.Label;
        return string.Join("; ", [Opening(kind, score, asked), .. deeds, .. fit is null ? [] : new[] { fit }]);
    }

    private static string Counted(Contribution contribution) =>
        contribution.Touchpoints.Count > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{contribution.Label} {contribution.Touchpoints.Count}×")
            : contribution.Label;

    private static string Opening(QualificationKind kind, Score score, Touchpoint? asked) =>
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
            QualificationKind.ServiceQualified => "Told service they want more",
            QualificationKind.Cql => "Stated intent in a conversation",
            QualificationKind.Pql => "Uses the product with intent to pay",
            QualificationKind.Mql => string.Create(CultureInfo.InvariantCulture, $"Score {score.Total}"),
        };
}
