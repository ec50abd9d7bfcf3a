using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Leads;

public sealed partial class Lead
{
    /// <summary>Is it a person by itself? What two leads of one person know together can't be taken apart again.</summary>
    public bool IsByItself => MergedInto is null && Own is null;

    /// <summary>Takes changes of facts back: each fact that one of them told last is again what was told of it before.</summary>
    /// <param name="gone">What is taken back.</param>
    /// <param name="rest">What else was ever told of this lead.</param>
    public void Forget(IReadOnlyCollection<FactChange> gone, IEnumerable<FactChange> rest, DateTimeOffset now)
    {
        var facts = new Dictionary<string, Fact>(Facts);
        var told = rest.Select(change => (change, IsGone: false))
            .Concat(gone.Select(change => (change, IsGone: true)))
            .OrderByDescending(one => one.change.RecordedAt)
            .ThenByDescending(one => one.change.EffectiveAt)
            .ThenByDescending(one => one.change.Id)
            .ToList();
        foreach (var fact in gone.SelectMany(change => change.Values.Keys).Distinct())
        {
            var tellers = told.FindAll(one => one.change.Values.ContainsKey(fact));
            if (!tellers[0].IsGone)
            {
                continue;
            }

            var before = tellers.Find(one => !one.IsGone).change;
            Set(
                facts,
                fact,
                before?.Values[fact] is { } value ? new Fact(value, before.Origin, before.EffectiveAt) : null
            );
        }

        (Facts, UpdatedAt) = (facts, now);
    }

    /// <summary>Takes the last moves back, as if they had never been.</summary>
    /// <param name="gone">In their order.</param>
    /// <param name="rest">The moves before them.</param>
    public void Unmove(IReadOnlyList<StageMove> gone, IReadOnlyCollection<StageMove> rest, DateTimeOffset now)
    {
        if (gone.Count == 0)
        {
            return;
        }

        if (Stage != gone[^1].To)
        {
            throw new DomainException($"The lead has moved to {Terms.Of(Stage)} since. Look at it again.");
        }

        (Stage, UpdatedAt) = (gone[0].From, now);
        CountsAfter = rest.Where(move =>
                move.To is Stage.Recycled or Stage.Disqualified || move.Trigger == MoveTrigger.Rejected
            )
            .Select(move => (DateTimeOffset?)move.At)
            .Max();
        if (!rest.Any(move => move is { To: Stage.Customer, Implied: false }))
        {
            CustomerSince = null;
        }
    }
}
