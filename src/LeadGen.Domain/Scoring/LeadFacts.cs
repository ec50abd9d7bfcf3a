namespace LeadGen.Domain.Scoring;

/// <summary>
/// What fit is scored from: fact to text, by the keys of product.md (<c>employees annual_revenue industry country job_title
/// seniority department email_kind source channel custom.*</c>). Numbers are whole and in invariant digits. A missing fact has no entry.
/// </summary>
public sealed record LeadFacts(IReadOnlyDictionary<string, string> Values)
{
    public static LeadFacts None { get; } = new(new Dictionary<string, string>());

    public string? this[string fact] => Values.GetValueOrDefault(fact);

    /// <summary>These facts with one of them set.</summary>
    public LeadFacts With(string fact, string value) => new(new Dictionary<string, string>(Values) { [fact] = value });
}
