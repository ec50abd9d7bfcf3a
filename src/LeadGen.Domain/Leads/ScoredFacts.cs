using LeadGen.Domain.Capture;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Leads;

/// <summary>What is read off a lead itself and never changes: the kind of its mail address, and the source and channel of its first touch.</summary>
public readonly record struct LeadOrigin(string? EmailKind, string? Source, Channel Channel)
{
    public static LeadOrigin Of(Lead lead) => Of(lead.Email, lead.FirstTouch?.Source?.Name, lead.Channel);

    public static LeadOrigin Of(string email, string? source, Channel channel) =>
        new(
            EmailAddress.TryParse(email, out var address) ? EmailKinds.Name(EmailKinds.Of(address)) : null,
            source,
            channel
        );
}

/// <summary>
/// What a lead is scored on: its own facts, its account's where its own are missing, and what is read off others:
/// seniority and department from the job title, the kind of mail address, source and channel of the first touch.
/// </summary>
public static class ScoredFacts
{
    public static LeadFacts Of(Lead lead, Account? account) =>
        Of(LeadOrigin.Of(lead), Values(lead.Facts), account is null ? null : Values(account.Facts));

    /// <param name="own">The lead's facts as of some instant.</param>
    /// <param name="account">Its account's as of the same instant, or null where it has none.</param>
    public static LeadFacts Of(
        LeadOrigin origin,
        IReadOnlyDictionary<string, string> own,
        IReadOnlyDictionary<string, string>? account
    )
    {
        var facts = new Dictionary<string, string>(own.Count + DerivedMax);
        foreach (var (fact, value) in own)
        {
            facts[fact] = value;
        }
        foreach (var (fact, value) in account ?? None)
        {
            facts.TryAdd(fact, value);
        }

        var (seniority, department) = JobTitles.Read(JobTitleRules.Defaults, facts.GetValueOrDefault("job_title"));
        AddDerived(facts, "seniority", seniority);
        AddDerived(facts, "department", department);
        AddDerived(facts, "email_kind", origin.EmailKind);
        AddDerived(facts, "source", origin.Source);
        AddDerived(facts, "channel", Terms.Of(origin.Channel));
        return new LeadFacts(facts);
    }

    private const int DerivedMax = 5;
    private static readonly Dictionary<string, string> None = [];

    private static void AddDerived(Dictionary<string, string> facts, string fact, string? value)
    {
        if (value is not null)
        {
            facts.TryAdd(fact, value);
        }
    }

    private static Dictionary<string, string> Values(IReadOnlyDictionary<string, Fact> facts) =>
        facts.ToDictionary(fact => fact.Key, fact => fact.Value.Value);
}
