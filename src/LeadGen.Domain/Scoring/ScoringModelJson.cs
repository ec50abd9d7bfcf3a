using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace LeadGen.Domain.Scoring;

/// <summary>A model's JSON form, that of the API, and the check of what comes in.</summary>
public static class ScoringModelJson
{
    internal const string Kinds = "kinds";
    internal const string Days = "days";

    // The path of what is wrong with the whole.
    private const string Whole = "model";

    private static readonly string TooLong =
        $"The model is too long: at most {ScoringModel.JsonMaxLength / 2} characters. Remove criteria or values.";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    // Letters stay readable; what means something in HTML is escaped all the same.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static readonly IReadOnlyDictionary<string, FactOperator> Operators = new Dictionary<string, FactOperator>(
        StringComparer.Ordinal
    )
    {
        ["equals"] = FactOperator.Equals,
        ["one_of"] = FactOperator.OneOf,
        ["between"] = FactOperator.Between,
        ["at_least"] = FactOperator.AtLeast,
        ["at_most"] = FactOperator.AtMost,
        ["contains"] = FactOperator.Contains,
        ["is_known"] = FactOperator.IsKnown,
        ["is_missing"] = FactOperator.IsMissing,
    };

    public static string Write(ScoringModel model) => Write(model, Plain);

    /// <summary>The same on lines of its own, for people.</summary>
    public static string WriteIndented(ScoringModel model) => Write(model, Plain with { Indented = true });

    /// <summary>Do the two say the same? Records compare lists by reference, which says nothing of what is in them.</summary>
    public static bool AreSame(ScoringModel one, ScoringModel other) => Write(one) == Write(other);

    private static string Write(ScoringModel model, JsonWriterOptions options)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            ScoringModelWriter.Write(json, model);
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads and checks a model. Errors name the criterion by key; warnings stop nothing.</summary>
    /// <param name="personas">Those that a fit criterion may name alone: what they are known by is copied into the model.</param>
    public static ModelReading Read(string json, IReadOnlyList<NamedConditions>? personas = null) =>
        Read(json, ScoringModel.PointsMax, personas ?? []);

    /// <summary>Reads a model that was checked when it was kept. Limits may have become tighter since; what is published stays as it is.</summary>
    public static ScoringModel ReadKept(string json) => Read(json, ScoringModel.AdjustmentMax, []).Model!;

    private static ModelReading Read(string json, int pointsMax, IReadOnlyList<NamedConditions> personas)
    {
        var errors = new ModelErrors(pointsMax);
        using var document = Parse(json, errors);
        if (document is null)
        {
            return new(null, errors.ByPath, []);
        }
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            errors.Add(
                Whole,
                "The model must be one JSON object, with name, mql_threshold, fit, engagement and product."
            );
            return new(null, errors.ByPath, []);
        }
        var model = new ScoringModelReader(errors, personas).Read(document.RootElement);
        if (!errors.Any && Write(model).Length > ScoringModel.JsonMaxLength / 2)
        {
            // It must come in again from where it is kept, and a database puts spaces into it.
            errors.Add(Whole, TooLong);
        }
        return errors.Any ? new(null, errors.ByPath, []) : new(model, errors.ByPath, ModelWarnings.Of(model));
    }

    private static JsonDocument? Parse(string json, ModelErrors errors)
    {
        if (json.Length > ScoringModel.JsonMaxLength)
        {
            errors.Add(Whole, TooLong);
            return null;
        }
        try
        {
            return JsonDocument.Parse(NonNumbers.InQuotes(json), Strict);
        }
        catch (JsonException wrong)
        {
            errors.Add(
                Whole,
                $"This is not JSON that can be read; look at line {wrong.LineNumber + 1}. {wrong.Message}"
            );
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException)
        {
            errors.Add(Whole, "There is half of a character (an unpaired surrogate) in this JSON: remove it.");
        }
        return null;
    }
}

/// <summary>The model, or what is wrong with it: path such as <c>fit.country.points</c> to messages.</summary>
public sealed record ModelReading(
    ScoringModel? Model,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Errors,
    IReadOnlyList<string> Warnings
);
