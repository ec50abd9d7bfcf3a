using System.Text.RegularExpressions;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>Reads what looks at touchpoints from its JSON form: engagement criteria and product rules.</summary>
internal static partial class TouchpointCriterionReader
{
    private const int KindsMax = 50;
    private const string KindForm = "Name a kind of touchpoint in lower-case letters, digits and _, such as page_view.";

    public static EngagementCriterion ReadEngagement(JsonFields json, string key) =>
        new(
            key,
            json.RequiredText("label", ScoringModel.LabelMaxLength),
            Kind(json),
            json.Points(),
            Filter(json),
            Limit(json),
            json.Whole("max_points", 0, ScoringModel.ContributionMax),
            json.Days("half_life_days"),
            json.Days("expires_after_days"),
            json.Flag("off")
        );

    public static ProductRule ReadProduct(JsonFields json, string key) =>
        new(
            key,
            json.RequiredText("label", ScoringModel.LabelMaxLength),
            Kinds(json),
            json.RequiredWhole("at_least", 1, ScoringModel.AtLeastMax),
            json.Days("within_days"),
            Filter(json),
            Distinct(json),
            json.Flag("off")
        );

    private static string Kind(JsonFields json)
    {
        if (json.Field("kind") is { } field && JsonFields.Text(field) is { } kind && KindName().IsMatch(kind))
        {
            return kind;
        }
        json.AddError("kind", KindForm);
        return "";
    }

    private static IReadOnlyList<string> Kinds(JsonFields json)
    {
        var kinds = json.Texts("kind", KindsMax, TouchpointKinds.MaxLength);
        if (json.Field("kind") is null || !kinds.All(kind => KindName().IsMatch(kind)))
        {
            json.AddError("kind", KindForm);
        }
        return kinds;
    }

    private static Limit? Limit(JsonFields json) =>
        json.Object("limit") is { } limit
            ? new Limit(
                limit.RequiredWhole("times", 1, ScoringModel.LimitTimesMax),
                limit.RequiredWhole("days", 1, ScoringModel.DaysMax)
            )
            : null;

    private static DistinctCount? Distinct(JsonFields json)
    {
        if (json.Field("distinct") is not { } field)
        {
            return null;
        }
        switch (JsonFields.Text(field))
        {
            case ScoringModelJson.Kinds:
                return DistinctCount.Kinds;
            case ScoringModelJson.Days:
                return DistinctCount.Days;
            default:
                json.AddError("distinct", "Choose kinds or days, or leave it out to count every event.");
                return null;
        }
    }

    private static TouchpointFilter? Filter(JsonFields json) =>
        json.Object("where") is { } where
            ? new TouchpointFilter(
                where.Field("offers") is null
                    ? null
                    : where.Texts("offers", ScoringModel.OffersMax, ScoringModel.ValueMaxLength),
                where.OptionalText("path_prefix", Touchpoint.PathMaxLength),
                Properties(where)
            )
            : null;

    private static Dictionary<string, IReadOnlyList<string>>? Properties(JsonFields where)
    {
        if (where.Object("properties") is not { } json)
        {
            return null;
        }
        var names = Names(json);
        if (names is null || names.Count > ScoringModel.PropertiesMax)
        {
            where.AddError(
                "properties",
                $"Give at most {ScoringModel.PropertiesMax} properties with names of 1 to {Touchpoint.PropertyNameMaxLength} characters."
            );
            return null;
        }
        return names.ToDictionary(name => name, name => Values(json, name), StringComparer.Ordinal);
    }

    private static IReadOnlyList<string> Values(JsonFields json, string name)
    {
        if (json.Field(name) is null)
        {
            json.AddError(name, "Give the value to compare with, or a list of values.");
        }
        return json.Texts(name, ScoringModel.ValuesMax, Touchpoint.PropertyValueMaxLength);
    }

    private static List<string>? Names(JsonFields json)
    {
        try
        {
            var names = json.Json.EnumerateObject().Select(property => property.Name).ToList();
            return names.All(IsPropertyName) ? names : null;
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair.
            return null;
        }
    }

    private static bool IsPropertyName(string name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= Touchpoint.PropertyNameMaxLength && !name.Contains('\0');

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KindName();
}
