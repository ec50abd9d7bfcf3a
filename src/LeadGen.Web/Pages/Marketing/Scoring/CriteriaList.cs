using LeadGen.Domain.Scoring;
using LeadGen.Web.Scoring;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>One criterion in the list of its section.</summary>
public sealed record CriterionRow(string Key, string Label, string Rule, string More, int? Points, bool Off);

/// <summary>A section of the model as a list.</summary>
public sealed record CriteriaList(string Section, string Heading, string Add, IReadOnlyList<CriterionRow> Rows)
{
    public bool HasPoints => Section != "product";

    /// <param name="personas">Those of now; what the model says of one may be older.</param>
    public static IReadOnlyList<CriteriaList> Of(ScoringModel model, IReadOnlyList<NamedConditions> personas) =>
        [
            new(
                "fit",
                "Fit: who they are",
                "Add a fit criterion",
                [
                    .. model.Fit.Select(one => new CriterionRow(
                        one.Key,
                        one.Label,
                        CriterionWords.Of(one),
                        string.Join(". ", More(one, personas)),
                        one.Points,
                        one.Off
                    )),
                ]
            ),
            new(
                "engagement",
                "Engagement: what they did",
                "Add an engagement criterion",
                [
                    .. model.Engagement.Select(one => new CriterionRow(
                        one.Key,
                        one.Label,
                        CriterionWords.Of(one),
                        CriterionWords.Bounds(one),
                        one.Points,
                        one.Off
                    )),
                ]
            ),
            new(
                "product",
                "Product: a PQL when any of these holds",
                "Add a product rule",
                [
                    .. model.Product.Select(one => new CriterionRow(
                        one.Key,
                        one.Label,
                        CriterionWords.Of(one),
                        "",
                        null,
                        one.Off
                    )),
                ]
            ),
        ];

    private static IEnumerable<string> More(FitCriterion one, IReadOnlyList<NamedConditions> personas)
    {
        if (one.Group is not null)
        {
            yield return $"first of the group {one.Group} that matches";
        }

        if (ScoringWords.Since(one, personas) is { } since)
        {
            yield return since;
        }
    }

    public IEnumerable<(string Verb, string Text)> Verbs(int place)
    {
        if (place > 0)
        {
            yield return ("up", "Up");
        }

        if (place < Rows.Count - 1)
        {
            yield return ("down", "Down");
        }

        yield return ("copy", "Copy");
        yield return Rows[place].Off ? ("on", "Switch on") : ("off", "Switch off");
        yield return ("remove", "Remove");
    }
}
