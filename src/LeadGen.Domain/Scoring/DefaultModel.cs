namespace LeadGen.Domain.Scoring;

/// <summary>The model that is published at the first start: default-model.json beside this file.</summary>
public static class DefaultModel
{
    private const string Resource = "LeadGen.Domain.Scoring.default-model.json";

    public static ScoringModel Value { get; } = Read();

    private static ScoringModel Read()
    {
        using var stream = typeof(DefaultModel).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var reading = ScoringModelJson.Read(reader.ReadToEnd());
        return reading.Model ?? throw new InvalidOperationException(string.Join(' ', reading.Errors.Keys));
    }
}
