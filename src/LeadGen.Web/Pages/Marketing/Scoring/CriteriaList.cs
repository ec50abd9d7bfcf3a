using LeadGen.Domain.Scoring;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>One criterion in the list of its section.</summary>
public sealed record CriterionRow(string Key, string Label, string Rule, string More, int? Points, bool Off);

/// <summary>A section of the model as a list.</summary>
public sealed record CriteriaList(string Section, string Heading, string Add, IReadOnlyList<CriterionRow> Rows)
{
    public bool HasPoints => Section != "product";

    public static IReadOnlyList<CriteriaList> Of(ScoringModel model) =>
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
                        one.Group is null ? "" : $"first of the group {one.Group} that matches",
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
