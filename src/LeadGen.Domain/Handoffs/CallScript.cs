using LeadGen.Domain.Lifecycle;

namespace LeadGen.Domain.Handoffs;

/// <summary>What a rep says first, and what is still to be found out, so that nobody calls with empty hands.</summary>
/// <param name="Opening">Whole sentences.</param>
/// <param name="Ask">Keys of the checklist that have no yes or no yet, those that are required first.</param>
public sealed record CallScript(string Opening, IReadOnlyList<string> Ask)
{
    public const int WordsMaxLength = 2000;

    /// <summary>What may stand in braces in a team's own words, and what is said where it is not known.</summary>
    public static readonly IReadOnlyDictionary<string, string> Places = new Dictionary<string, string>
    {
        ["first_name"] = "there",
        ["company"] = "your company",
        ["rep"] = "…",
        ["last"] = "what we do",
    };

    /// <param name="words">The team's own; null takes those that fit the kind.</param>
    /// <param name="known">What is known of <see cref="Places"/>.</param>
    public static CallScript Of(
        QualificationKind kind,
        string? words,
        IReadOnlyDictionary<string, string?> known,
        IReadOnlyDictionary<string, Check> answers,
        IReadOnlyCollection<string> required
    ) =>
        new(
            Fill(string.IsNullOrWhiteSpace(words) ? WordsFor(kind) : words, known),
            [
                .. Checklist
                    .Keys.Where(key => !answers.TryGetValue(key, out var check) || check.Answer == CheckAnswer.Unknown)
                    .OrderByDescending(required.Contains),
            ]
        );

    /// <summary>The words of a new installation.</summary>
    public static string WordsFor(QualificationKind kind) =>
        "Hello {first_name}, this is {rep}. "
        + kind switch
        {
            QualificationKind.Sql => "You asked to hear from us. Is now a good time?",
            QualificationKind.ServiceQualified =>
                "My colleagues in service tell me that you want more from us. Is now a good time?",
            QualificationKind.Cql => "You spoke with my colleagues; may I take it from there?",
            QualificationKind.Pql => "You are trying our product. How do you get on with it?",
            QualificationKind.Mql => "You had a look at {last}. What are you working on at {company}?",
        };

    /// <summary>Braces round something else stay as they are. What is filled in is not looked at again.</summary>
    private static string Fill(string words, IReadOnlyDictionary<string, string?> known)
    {
        var (filled, from) = (new System.Text.StringBuilder(words.Length), 0);
        while (words.IndexOf('{', from) is var open and >= 0 && words.IndexOf('}', open) is var close and >= 0)
        {
            var name = words[(open + 1)..close];
            if (Places.TryGetValue(name, out var otherwise))
            {
                filled.Append(words, from, open - from);
                filled.Append(known.GetValueOrDefault(name) is { Length: > 0 } value ? value : otherwise);
                from = close + 1;
            }
            else
            {
                filled.Append(words, from, open + 1 - from);
                from = open + 1;
            }
        }

        return filled.Append(words, from, words.Length - from).ToString();
    }
}
