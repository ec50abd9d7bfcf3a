using LeadGen.Domain.Capture;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Leads;

/// <summary>
/// What a lead is scored on: its own facts, its account's where its own are missing, and what is read off others:
/// seniority and department from the job title, the kind of mail address, source and channel of the first touch.
/// </summary>
public static class ScoredFacts
{
    public static LeadFacts Of(Lead lead, Account? account) =>
        Of(lead, Values(lead.Facts), account is null ? null : Values(account.Facts));

    /// <param name="own">The lead's facts as of some instant.</param>
    /// <param name="account">Its account's as of the same instant, or null where it has none.</param>
    public static LeadFacts Of(
        Lead lead,
        IReadOnlyDictionary<string, string> own,
        IReadOnlyDictionary<string, string>? account
    )
    {
        var facts = new Dictionary<string, string>(own);
        foreach (var (fact, value) in account ?? new Dictionary<string, string>())
        {
            facts.TryAdd(fact, value);
        }

        foreach (var (fact, value) in Derived(lead, facts.GetValueOrDefault("job_title")))
        {
            if (value is not null)
            {
                facts.TryAdd(fact, value);
            }
        }

        return new LeadFacts(facts);
    }

    private static IEnumerable<(string Fact, string? Value)> Derived(Lead lead, string? jobTitle)
    {
        var (seniority, department) = JobTitles.Read(JobTitleRules.Defaults, jobTitle);
        yield return ("seniority", seniority);
        yield return ("department", department);
        yield return (
            "email_kind",
            EmailAddress.TryParse(lead.Email, out var email) ? EmailKinds.Name(EmailKinds.Of(email)) : null
        );
        yield return ("source", lead.FirstTouch?.Source?.Name);
        yield return ("channel", Terms.Of(lead.Channel));
    }

    private static Dictionary<string, string> Values(IReadOnlyDictionary<string, Fact> facts) =>
        facts.ToDictionary(fact => fact.Key, fact => fact.Value.Value);
}
