namespace LeadGen.Domain.Leads;

/// <summary>What one submission, edit, call or import row changed about a lead. Kept for ever, so that facts can be read as of any instant.</summary>
public sealed record FactChange
{
    public required Guid Id { get; init; }
    public required Guid LeadId { get; init; }
    public required FactOrigin Origin { get; init; }

    /// <summary>Since when it is so: when the person said it, or the import's own date.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }
    public string? Actor { get; init; }
    public Guid? SubmissionId { get; init; }

    /// <summary>Fact to its new value; null means that it was cleared.</summary>
    public required IReadOnlyDictionary<string, string?> Values { get; init; }

    /// <summary>
    /// The facts as of an instant, from the changes effective by then and, with <paramref name="knownAt"/>, recorded by then. A change is
    /// recorded only where it won, so they are taken in that order: a person's answer stands, though an import was dated later.
    /// Those of several leads are of one person, whose leads were merged.
    /// </summary>
    public static IReadOnlyDictionary<string, string> AsOf(
        IEnumerable<FactChange> changes,
        DateTimeOffset at,
        DateTimeOffset? knownAt = null
    )
    {
        var inTime = changes
            .Where(change => change.EffectiveAt <= at && (knownAt is null || change.RecordedAt <= knownAt))
            .OrderBy(change => change.RecordedAt)
            .ThenBy(change => change.EffectiveAt)
            .ThenBy(change => change.Id)
            .ToList();
        // Each won in its own lead only: of several leads that are one person, what each knows is weighed against the others'.
        return inTime.TrueForAll(change => change.LeadId == inTime[0].LeadId)
            ? Told(inTime, (_, value) => value)
            : inTime
                .GroupBy(change => change.LeadId)
                .Select(
                    IReadOnlyDictionary<string, Fact> (lead) =>
                        Told(lead, (change, value) => new Fact(value, change.Origin, change.EffectiveAt))
                )
                .Aggregate(Fact.Join)
                .ToDictionary(fact => fact.Key, fact => fact.Value.Value);
    }

    /// <summary>What one lead has been told by changes in their order.</summary>
    private static Dictionary<string, T> Told<T>(IEnumerable<FactChange> changes, Func<FactChange, string, T> fact)
    {
        var facts = new Dictionary<string, T>();
        foreach (var change in changes)
        {
            foreach (var (key, value) in change.Values)
            {
                if (value is null)
                {
                    facts.Remove(key);
                }
                else
                {
                    facts[key] = fact(change, value);
                }
            }
        }

        return facts;
    }
}

/// <summary>Answers on their way to a lead.</summary>
/// <param name="Values">Fact to its clean value; null clears it, which only staff may do.</param>
/// <param name="Overwrite">Replace all but staff edits.</param>
public sealed record FactAnswers(
    IReadOnlyDictionary<string, string?> Values,
    FactOrigin Origin,
    DateTimeOffset EffectiveAt,
    DateTimeOffset RecordedAt,
    string? Actor = null,
    Guid? SubmissionId = null,
    bool Overwrite = false
);

/// <summary>What came of answers: the change to keep, if there is one, and the facts that kept their old value.</summary>
public sealed record FactsApplied(FactChange? Change, IReadOnlyList<string> Kept);
