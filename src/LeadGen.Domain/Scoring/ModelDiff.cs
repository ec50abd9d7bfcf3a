using System.Text.Json;

namespace LeadGen.Domain.Scoring;

public enum ModelChangeKind
{
    Changed,
    Added,
    Removed,
    Moved,
    SwitchedOff,
    SwitchedOn,
}

/// <summary>One difference between two models.</summary>
/// <param name="Place">Where: <c>mql_threshold</c>, or a section and a key such as <c>fit.country</c>.</param>
/// <param name="Text">For people: "Points for “Director or higher” 15 → 20".</param>
public sealed record ModelChange(ModelChangeKind Kind, string Place, string Text);

/// <summary>
/// What changed between two models, for people. It goes by the members of their JSON form, so nothing that is written can differ
/// and not be told: there are no changes where both are written the same, and only there.
/// </summary>
public static class ModelDiff
{
    public static IReadOnlyList<ModelChange> Of(ScoringModel before, ScoringModel after)
    {
        using var old = JsonDocument.Parse(ScoringModelJson.Write(before));
        using var now = JsonDocument.Parse(ScoringModelJson.Write(after));
        return
        [
            .. MembersOf(old.RootElement, now.RootElement),
            .. SectionDiff.Of("fit", Fit(before, old), Fit(after, now)),
            .. SectionDiff.Of("engagement", Engagement(before, old), Engagement(after, now)),
            .. SectionDiff.Of("product", Product(before, old), Product(after, now)),
        ];
    }

    private static IEnumerable<ModelChange> MembersOf(JsonElement before, JsonElement after) =>
        ChangeWords
            .Differing(before, after)
            .Where(member => member is not ("fit" or "engagement" or "product"))
            .Select(member => new ModelChange(
                ModelChangeKind.Changed,
                member,
                ChangeWords.OfModel(member, before, after)
            ));

    private static List<DiffItem> Fit(ScoringModel model, JsonDocument json) =>
        [
            .. model.Fit.Zip(
                json.RootElement.GetProperty("fit").EnumerateArray(),
                (one, item) => new DiffItem(one.Key, one.Label, CriterionWords.Of(one), one.Off, item)
            ),
        ];

    private static List<DiffItem> Engagement(ScoringModel model, JsonDocument json) =>
        [
            .. model.Engagement.Zip(
                json.RootElement.GetProperty("engagement").EnumerateArray(),
                (one, item) => new DiffItem(one.Key, one.Label, CriterionWords.Of(one), one.Off, item)
            ),
        ];

    private static List<DiffItem> Product(ScoringModel model, JsonDocument json) =>
        [
            .. model.Product.Zip(
                json.RootElement.GetProperty("product").EnumerateArray(),
                (one, item) => new DiffItem(one.Key, one.Label, CriterionWords.Of(one), one.Off, item)
            ),
        ];
}

/// <summary>A criterion or rule as both words and JSON.</summary>
internal sealed record DiffItem(string Key, string Label, string Rule, bool Off, JsonElement Json);
