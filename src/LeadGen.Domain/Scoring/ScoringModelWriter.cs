using System.Globalization;
using System.Text.Json;

namespace LeadGen.Domain.Scoring;

/// <summary>Writes a model in its JSON form.</summary>
internal static class ScoringModelWriter
{
    public static void Write(Utf8JsonWriter json, ScoringModel model)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteNumber("mql_threshold", model.MqlThreshold);
        WriteNumber(json, "min_fit", model.MinFit);
        WriteNumber(json, "min_engagement", model.MinEngagement);
        WriteNumber(json, "max_fit", model.MaxFit);
        WriteNumber(json, "max_engagement", model.MaxEngagement);
        WriteSection(json, "fit", model.Fit, WriteFit);
        WriteSection(json, "engagement", model.Engagement, WriteEngagement);
        WriteSection(json, "product", model.Product, WriteProduct);
        json.WriteEndObject();
    }

    private static void WriteSection<T>(
        Utf8JsonWriter json,
        string name,
        IReadOnlyList<T> criteria,
        Action<Utf8JsonWriter, T> write
    )
    {
        json.WriteStartArray(name);
        foreach (var criterion in criteria)
        {
            json.WriteStartObject();
            write(json, criterion);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteFit(Utf8JsonWriter json, FitCriterion criterion)
    {
        json.WriteString("key", criterion.Key);
        json.WriteString("label", criterion.Label);
        WriteCondition(json, new(criterion.Fact, criterion.Operator, criterion.Values, criterion.Numbers));
        if (criterion.Conditions is { } conditions)
        {
            json.WritePropertyName("conditions");
            Write(json, conditions);
        }
        json.WriteNumber("points", criterion.Points);
        if (criterion.Group is { } group)
        {
            json.WriteString("group", group);
        }
        WriteOff(json, criterion.Off);
    }

    public static JsonElement JsonOf(IReadOnlyList<FactCondition> conditions)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            Write(json, conditions);
        }
        using var document = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<FactCondition> conditions)
    {
        json.WriteStartArray();
        foreach (var condition in conditions)
        {
            json.WriteStartObject();
            WriteCondition(json, condition);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteCondition(Utf8JsonWriter json, FactCondition condition)
    {
        json.WriteString("fact", condition.Fact);
        json.WriteString("operator", ScoringModelJson.Operators.Single(pair => pair.Value == condition.Operator).Key);
        WriteValue(json, condition);
    }

    private static void WriteValue(Utf8JsonWriter json, FactCondition condition)
    {
        switch (condition.Operator)
        {
            case FactOperator.Equals:
            case FactOperator.AtLeast:
            case FactOperator.AtMost:
                json.WritePropertyName("value");
                WriteOne(json, condition, condition.Values[0]);
                break;
            case FactOperator.OneOf:
            case FactOperator.Contains:
            case FactOperator.Between:
                json.WriteStartArray("value");
                foreach (var value in condition.Values)
                {
                    WriteOne(json, condition, value);
                }
                json.WriteEndArray();
                break;
            case FactOperator.IsKnown:
            case FactOperator.IsMissing:
                break;
        }
    }

    private static void WriteOne(Utf8JsonWriter json, FactCondition condition, string value)
    {
        var isNumber =
            condition.Numbers
            || condition.Operator is FactOperator.Between or FactOperator.AtLeast or FactOperator.AtMost
            || FactNames.Numbers.Contains(condition.Fact);
        if (isNumber && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(value);
        }
    }

    private static void WriteEngagement(Utf8JsonWriter json, EngagementCriterion criterion)
    {
        json.WriteString("key", criterion.Key);
        json.WriteString("label", criterion.Label);
        json.WriteString("kind", criterion.Kind);
        WriteFilter(json, criterion.Where);
        json.WriteNumber("points", criterion.Points);
        if (criterion.Limit is { } limit)
        {
            json.WriteStartObject("limit");
            json.WriteNumber("times", limit.Times);
            json.WriteNumber("days", limit.Days);
            json.WriteEndObject();
        }
        WriteNumber(json, "max_points", criterion.MaxPoints);
        WriteNumber(json, "half_life_days", criterion.HalfLifeDays);
        WriteNumber(json, "expires_after_days", criterion.ExpiresAfterDays);
        WriteOff(json, criterion.Off);
    }

    private static void WriteProduct(Utf8JsonWriter json, ProductRule rule)
    {
        json.WriteString("key", rule.Key);
        json.WriteString("label", rule.Label);
        json.WritePropertyName("kind");
        WriteOneOrList(json, rule.Kinds);
        WriteFilter(json, rule.Where);
        json.WriteNumber("at_least", rule.AtLeast);
        WriteNumber(json, "within_days", rule.WithinDays);
        if (rule.Distinct is { } distinct)
        {
            json.WriteString(
                "distinct",
                distinct == DistinctCount.Days ? ScoringModelJson.Days : ScoringModelJson.Kinds
            );
        }
        WriteOff(json, rule.Off);
    }

    private static void WriteFilter(Utf8JsonWriter json, TouchpointFilter? filter)
    {
        if (filter is null)
        {
            return;
        }
        json.WriteStartObject("where");
        if (filter.Offers is { } offers)
        {
            WriteList(json, "offers", offers);
        }
        if (filter.PathPrefix is { } prefix)
        {
            json.WriteString("path_prefix", prefix);
        }
        if (filter.Properties is { } properties)
        {
            json.WriteStartObject("properties");
            foreach (var (name, values) in properties)
            {
                json.WritePropertyName(name);
                WriteOneOrList(json, values);
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteOneOrList(Utf8JsonWriter json, IReadOnlyList<string> values)
    {
        if (values.Count == 1)
        {
            json.WriteStringValue(values[0]);
            return;
        }
        WriteItems(json, values);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WritePropertyName(name);
        WriteItems(json, values);
    }

    private static void WriteItems(Utf8JsonWriter json, IReadOnlyList<string> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private static void WriteOff(Utf8JsonWriter json, bool off)
    {
        if (off)
        {
            json.WriteBoolean("off", true);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } given)
        {
            json.WriteNumber(name, given);
        }
    }
}
