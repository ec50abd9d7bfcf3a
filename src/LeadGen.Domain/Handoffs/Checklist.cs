namespace LeadGen.Domain.Handoffs;

public enum CheckAnswer
{
    Yes,
    No,
    Unknown,
}

/// <summary>What the rep found out about one question of the checklist.</summary>
public sealed record Check(CheckAnswer Answer, string? Note = null)
{
    public const int NoteMaxLength = 2000;
}

/// <summary>
/// The qualification checklist that a rep fills before confirming intent: six questions, of which the ability to buy and the urgency are
/// two answers each.
/// </summary>
public static class Checklist
{
    public const string Need = "need";
    public const string Authority = "authority";
    public const string Budget = "budget";
    public const string Urgency = "urgency";
    public const string Timeline = "timeline";
    public const string Trust = "trust";
    public const string Willingness = "willingness";
    public const string StrategicFit = "strategic_fit";

    public static readonly IReadOnlyList<string> Keys =
    [
        Need,
        Authority,
        Budget,
        Urgency,
        Timeline,
        Trust,
        Willingness,
        StrategicFit,
    ];

    /// <summary>The six questions by their keys.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Questions =
    [
        [Need],
        [Authority, Budget],
        [Urgency, Timeline],
        [Trust],
        [Willingness],
        [StrategicFit],
    ];

    /// <summary>What was answered before, with the newer answers in place of older ones.</summary>
    public static IReadOnlyDictionary<string, Check> Merge(
        IReadOnlyDictionary<string, Check> before,
        IReadOnlyDictionary<string, Check>? newer
    )
    {
        var merged = new Dictionary<string, Check>(before);
        foreach (var (key, check) in newer ?? new Dictionary<string, Check>())
        {
            merged[key] = check;
        }

        return merged;
    }
}
