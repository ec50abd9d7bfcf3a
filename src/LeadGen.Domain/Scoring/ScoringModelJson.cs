namespace LeadGen.Domain.Scoring;

/// <summary>A model's JSON form, that of the API, and the check of what comes in.</summary>
public static class ScoringModelJson
{
    public static string Write(ScoringModel model) => throw new NotSupportedException();

    /// <summary>Reads and checks a model. Errors name the criterion by key; warnings stop nothing.</summary>
    public static ModelReading Read(string json) => throw new NotSupportedException();
}

/// <summary>The model, or what is wrong with it: path such as <c>fit.country.points</c> to messages.</summary>
public sealed record ModelReading(
    ScoringModel? Model,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Errors,
    IReadOnlyList<string> Warnings
);
