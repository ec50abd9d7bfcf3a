using System.Collections.Concurrent;
using System.Text;

namespace LeadGen.Domain.Capture;

/// <summary>Reads seniority and department from a job title by an ordered table that people can edit.</summary>
public static class JobTitles
{
    private const int TitleReadMax = 500;

    // Leads share titles, and a table has many rules: what was read once is looked up. Full, it begins anew.
    private const int RememberedMax = 20_000;
    private static readonly ConcurrentDictionary<
        (IReadOnlyList<JobTitleRule> Rules, string Title),
        (string?, string?)
    > Remembered = new();

    /// <summary>
    /// The first rule that matches and says something of the one, and of the other; <c>other</c> where none does.
    /// Both are null where there is no title: a missing fact is not guessed.
    /// </summary>
    public static (string? Seniority, string? Department) Read(IReadOnlyList<JobTitleRule> rules, string? title)
    {
        if (string.IsNullOrEmpty(title))
        {
            return (null, null);
        }

        var asked = title.Length > TitleReadMax ? title[..TitleReadMax] : title;
        if (Remembered.Count >= RememberedMax)
        {
            Remembered.Clear();
        }

        return Remembered.GetOrAdd((rules, asked), static key => ReadAnew(key.Rules, key.Title));
    }

    private static (string? Seniority, string? Department) ReadAnew(IReadOnlyList<JobTitleRule> rules, string title)
    {
        var words = Words(title);
        if (words.Trim().Length == 0)
        {
            return (null, null);
        }

        var matching = rules.Where(rule => Matches(rule, words)).ToList();
        return (
            Name(matching.FirstOrDefault(rule => rule.Seniority is not null)?.Seniority ?? Seniority.Other),
            Name(matching.FirstOrDefault(rule => rule.Department is not null)?.Department ?? Department.Other)
        );
    }

    /// <summary>The fact <c>seniority</c>.</summary>
    public static string Name(Seniority seniority) =>
        seniority switch
        {
            Seniority.Executive => "executive",
            Seniority.Vp => "vp",
            Seniority.Director => "director",
            Seniority.Manager => "manager",
            Seniority.Staff => "staff",
            Seniority.Owner => "owner",
            Seniority.Other => "other",
        };

    /// <summary>The fact <c>department</c>.</summary>
    public static string Name(Department department) =>
        department switch
        {
            Department.Marketing => "marketing",
            Department.Sales => "sales",
            Department.Operations => "operations",
            Department.It => "it",
            Department.Engineering => "engineering",
            Department.Finance => "finance",
            Department.Hr => "hr",
            Department.Support => "support",
            Department.Other => "other",
        };

    private static bool Matches(JobTitleRule rule, string words) =>
        Words(rule.Pattern) is { Length: > 2 } pattern && words.Contains(pattern, StringComparison.Ordinal);

    /// <summary>The words in lower case, each between two blanks: <c>VP, Sales</c> is <c>" vp sales "</c>.</summary>
    private static string Words(string text)
    {
        var words = new StringBuilder(" ");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                words.Append(Rune.ToLowerInvariant(rune));
            }
            else if (words[^1] != ' ' && rune.Value is not ('\'' or '’' or '.'))
            {
                words.Append(' ');
            }
        }

        return words[^1] == ' ' ? words.ToString() : words.Append(' ').ToString();
    }
}
