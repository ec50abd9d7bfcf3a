namespace LeadGen.Domain.Leads;

/// <summary>The company a lead works for, known by its business mail domain.</summary>
public sealed class Account
{
    public const int DomainMaxLength = 253;

    /// <summary>The facts of a company that its leads share.</summary>
    public static readonly IReadOnlyList<string> SharedFacts =
    [
        "company",
        "website",
        "employees",
        "annual_revenue",
        "industry",
        "country",
    ];

    private Account() { }

    public Guid Id { get; private init; }
    public string Domain { get; private init; } = "";

    /// <summary>The latest staff value, else the latest answer of any of its leads.</summary>
    public IReadOnlyDictionary<string, Fact> Facts { get; private set; } = new Dictionary<string, Fact>();

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public string Name => Facts.GetValueOrDefault("company")?.Value ?? Domain;

    public static Account Of(Guid id, string domain, DateTimeOffset now) =>
        new()
        {
            Id = id,
            Domain = domain,
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>Takes what staff entered, which counts before whatever leads say.</summary>
    /// <returns>The facts that have another value now.</returns>
    public IReadOnlyDictionary<string, string> Correct(IReadOnlyDictionary<string, string> values, DateTimeOffset now)
    {
        var changed = values
            .Where(told => SharedFacts.Contains(told.Key) && Facts.GetValueOrDefault(told.Key)?.Value != told.Value)
            .ToDictionary();
        if (changed.Count > 0)
        {
            var facts = new Dictionary<string, Fact>(Facts);
            foreach (var (key, value) in changed)
            {
                facts[key] = new Fact(value, FactOrigin.Staff, now);
            }

            (Facts, UpdatedAt) = (facts, now);
        }

        return changed;
    }

    /// <summary>Takes over what one of its leads knows by itself. True where a value changed, so that its other leads score anew.</summary>
    public bool LearnFrom(Lead lead, DateTimeOffset now)
    {
        var (facts, changed) = (new Dictionary<string, Fact>(Facts), false);
        foreach (var key in SharedFacts)
        {
            if (
                lead.OwnFacts.TryGetValue(key, out var told)
                && (facts.GetValueOrDefault(key) is not { } held || told.IsNewerForAccount(held))
            )
            {
                changed |= facts.GetValueOrDefault(key)?.Value != told.Value;
                facts[key] = told;
            }
        }

        if (!facts.OrderBy(fact => fact.Key).SequenceEqual(Facts.OrderBy(fact => fact.Key)))
        {
            (Facts, UpdatedAt) = (facts, now);
        }

        return changed;
    }
}
