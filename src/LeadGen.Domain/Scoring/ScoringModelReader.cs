using System.Text.Json;
using System.Text.RegularExpressions;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>Reads a model from its JSON form. Where an error was noted, what it returns is not to be used.</summary>
internal sealed partial class ScoringModelReader(ModelErrors errors, IReadOnlyList<NamedConditions> personas)
{
    public ScoringModel Read(JsonElement json)
    {
        var model = new JsonFields(json, "", errors);
        return new ScoringModel
        {
            Name = model.RequiredText("name", ScoringModel.NameMaxLength),
            MqlThreshold = model.RequiredWhole("mql_threshold", -ScoringModel.ThresholdMax, ScoringModel.ThresholdMax),
            MinFit = model.Whole("min_fit", -ScoringModel.ThresholdMax, ScoringModel.ThresholdMax),
            MinEngagement = model.Whole("min_engagement", -ScoringModel.ThresholdMax, ScoringModel.ThresholdMax),
            MaxFit = model.Whole("max_fit", 0, ScoringModel.ThresholdMax),
            MaxEngagement = model.Whole("max_engagement", 0, ScoringModel.ThresholdMax),
            Fit = Section(model, "fit", (json, key) => FitCriterionReader.Read(json, key, personas)),
            Engagement = Section(model, "engagement", ReadEngagement),
            Product = Section(model, "product", TouchpointCriterionReader.ReadProduct),
        };
    }

    private List<T> Section<T>(JsonFields model, string section, Func<JsonFields, string, T> read)
    {
        var criteria = new List<T>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in Items(model, section).Index())
        {
            var place = $"{section}[{index}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                errors.Add(place, "This must be an object in braces, with key, label and so on.");
                continue;
            }
            var json = new JsonFields(item, place, errors);
            var key = Key(json);
            if (key is not null && !keys.Add(key))
            {
                errors.Add(
                    $"{section}.{key}.key",
                    $"The key {key} stands twice in {section}: give each criterion its own."
                );
            }
            criteria.Add(read(key is null ? json : json.At($"{section}.{key}"), key ?? ""));
        }
        return criteria;
    }

    private IReadOnlyList<JsonElement> Items(JsonFields model, string section)
    {
        if (model.Field(section) is not { ValueKind: JsonValueKind.Array } list)
        {
            return model.List(section, ScoringModel.CriteriaMax);
        }

        if (list.GetArrayLength() <= ScoringModel.CriteriaMax)
        {
            return [.. list.EnumerateArray()];
        }

        var tooMany = list[ScoringModel.CriteriaMax];
        var key = tooMany.ValueKind == JsonValueKind.Object ? Key(new JsonFields(tooMany, section, new(0))) : null;
        errors.Add(
            key is null ? section : $"{section}.{key}",
            $"There are more than {ScoringModel.CriteriaMax} in {section}, from this one on. Remove some."
        );
        return [];
    }

    private static string? Key(JsonFields json)
    {
        if (json.Field("key") is { } field && JsonFields.Text(field) is { } key && KeyForm().IsMatch(key))
        {
            return key;
        }
        json.AddError(
            "key",
            $"Give it a key of 1 to {ScoringModel.KeyMaxLength} letters, digits, _ and -, such as webinar_live."
        );
        return null;
    }

    private static EngagementCriterion ReadEngagement(JsonFields json, string key)
    {
        var criterion = TouchpointCriterionReader.ReadEngagement(json, key);
        if (key == TouchpointKinds.Adjustment && criterion.Kind != TouchpointKinds.Adjustment)
        {
            json.AddError("key", "Choose another key: adjustment is the name of what people adjust by hand.");
        }
        return criterion;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm();
}
