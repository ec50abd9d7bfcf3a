namespace LeadGen.Web.Data.Imports;

/// <summary>What came of the rows so far.</summary>
/// <param name="Updated">Rows that taught something new of a lead that was there: a fact, a touchpoint, an outcome.</param>
/// <param name="Unchanged">Rows that told nothing new.</param>
public sealed record ImportSummary(long Created = 0, long Updated = 0, long Unchanged = 0, long Rejected = 0)
{
    public long Rows => Created + Updated + Unchanged + Rejected;

    /// <summary>What was wrong with the first rows that could not be used.</summary>
    public IReadOnlyList<string> FirstErrors { get; init; } = [];

    public ImportSummary Plus(ImportSummary other) =>
        this with
        {
            Created = Created + other.Created,
            Updated = Updated + other.Updated,
            Unchanged = Unchanged + other.Unchanged,
            Rejected = Rejected + other.Rejected,
        };
}
