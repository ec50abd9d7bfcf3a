namespace LeadGen.Domain.Leads;

/// <summary>Who gave a fact, the weakest first.</summary>
public enum FactOrigin
{
    Import,
    Api,

    /// <summary>The person themself: form, embed or chat.</summary>
    Person,
    Staff,
}

/// <summary>What is held about one thing, from whom, and since when it is so.</summary>
public sealed record Fact(string Value, FactOrigin Origin, DateTimeOffset At)
{
    public const int ValueMaxLength = 2000;

    /// <summary>
    /// The order of precedence: a staff edit, then the person's own newer answer, then API and import, which replace each
    /// other's older values only.
    /// </summary>
    /// <param name="overwrite">The caller of the API asked to replace all but staff edits.</param>
    public bool YieldsTo(FactOrigin origin, DateTimeOffset at, bool overwrite)
    {
        var (mine, other) = (Rank(Origin), Rank(origin));
        return other > mine || (other == mine && at >= At) || (overwrite && Origin != FactOrigin.Staff);
    }

    /// <summary>
    /// Does an account take this over from one of its leads in the place of what it holds? The latest staff value, else the latest
    /// answer; ties go to the greater text, so that the order in which leads are read does not matter.
    /// </summary>
    public bool IsNewerForAccount(Fact held) =>
        (Origin == FactOrigin.Staff, At).CompareTo((held.Origin == FactOrigin.Staff, held.At)) switch
        {
            > 0 => true,
            < 0 => false,
            0 => string.CompareOrdinal(Value, held.Value) > 0,
        };

    /// <summary>
    /// Of two facts that two leads of one person hold, the one that counts: by precedence, then the newer, then the greater text.
    /// Which of the two leads was merged into the other makes no difference.
    /// </summary>
    public static Fact Weightier(Fact one, Fact other) =>
        (Rank(one.Origin), one.At).CompareTo((Rank(other.Origin), other.At)) switch
        {
            > 0 => one,
            < 0 => other,
            // Import and API weigh the same; that of a text which both hold is no matter, but must always be the same one.
            0 => (string.CompareOrdinal(one.Value, other.Value), one.Origin.CompareTo(other.Origin)).CompareTo((0, 0))
            < 0
                ? other
                : one,
        };

    /// <summary>What is known of one person of whom two leads know these facts.</summary>
    public static IReadOnlyDictionary<string, Fact> Join(
        IReadOnlyDictionary<string, Fact> one,
        IReadOnlyDictionary<string, Fact> other
    )
    {
        var joined = new Dictionary<string, Fact>(one);
        foreach (var (key, fact) in other)
        {
            joined[key] = joined.TryGetValue(key, out var held) ? Weightier(held, fact) : fact;
        }

        return joined;
    }

    private static int Rank(FactOrigin origin) =>
        origin switch
        {
            FactOrigin.Import or FactOrigin.Api => 0,
            FactOrigin.Person => 1,
            FactOrigin.Staff => 2,
        };
}
