namespace LeadGen.Domain.Scoring;

/// <summary>A fit criterion, ready to be asked of many leads.</summary>
internal sealed class PreparedFit(FitCriterion criterion, int? group)
{
    private readonly PreparedCondition[] _asked =
    [
        .. criterion.Asked.Select(condition => new PreparedCondition(condition)),
    ];

    public FitCriterion Criterion { get; } = criterion;

    /// <summary>The number of its group in the model, or null: it counts whatever the others do.</summary>
    public int? Group { get; } = group;

    public bool Matches(LeadFacts facts)
    {
        foreach (var condition in _asked)
        {
            if (!condition.Matches(facts))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>How many of its conditions hold, one bit each.</summary>
    public int Holding(LeadFacts facts)
    {
        var bits = 0;
        for (var index = 0; index < _asked.Length; index++)
        {
            bits |= _asked[index].Matches(facts) ? 1 << index : 0;
        }
        return bits;
    }

    /// <summary>Does this value of its one fact match? Not asked of a persona.</summary>
    public bool Matches(string? value) => _asked[0].Matches(value);
}
