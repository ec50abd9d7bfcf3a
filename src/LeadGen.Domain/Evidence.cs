using System.Globalization;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain;

/// <summary>Gathers the dossier of a hand-off, and says in one sentence why the lead is there.</summary>
public static class Evidence
{
    private const int ReasonsInWhy = 3;

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

    private static string Why(QualificationKind kind, Score score, Touchpoint? asked)
    {
        var strongest = score
            .Contributions.Where(contribution => contribution.Points > 0)
            .OrderByDescending(contribution => contribution.Dimension)
            .ThenByDescending(contribution => contribution.Points)
            .Take(ReasonsInWhy)
            .Select(contribution => contribution.Label);
        return string.Join("; ", strongest.Prepend(Opening(kind, score, asked)));
    }

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
