using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Leads;

/// <summary>What a lead is scored on: its own facts, its account's where its own are missing, and what follows from them.</summary>
public static class ScoredFacts
{
    /// <param name="own">The lead's facts.</param>
    /// <param name="account">The facts of its account, or none.</param>
    /// <param name="derived">What is read off other facts: seniority, department, email_kind, source, channel.</param>
    public static LeadFacts Of(
        IReadOnlyDictionary<string, string> own,
        IReadOnlyDictionary<string, string>? account,
        IReadOnlyDictionary<string, string> derived
    )
    {
        var facts = new Dictionary<string, string>(own);
        foreach (var (fact, value) in account ?? new Dictionary<string, string>())
        {
            facts.TryAdd(fact, value);
        }

        foreach (var (fact, value) in derived)
        {
            facts.TryAdd(fact, value);
        }

        return new LeadFacts(facts);
    }
}
