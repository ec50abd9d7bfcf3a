using System.Collections.Frozen;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Scoring;

/// <summary>The facts that fit can be scored from, by the names that models and <see cref="LeadFacts"/> use.</summary>
public static class FactNames
{
    /// <summary>Facts that hold whole numbers.</summary>
    public static readonly FrozenSet<string> Numbers = new[] { "employees", "annual_revenue" }.ToFrozenSet();

    /// <summary>Facts that hold texts.</summary>
    public static readonly FrozenSet<string> Texts = new[]
    {
        "industry",
        "country",
        "job_title",
        "seniority",
        "department",
        "email_kind",
        "source",
        "channel",
    }.ToFrozenSet();

    /// <summary>Is it one of the facts, or <c>custom.</c> with a key such as <c>custom.fleet_size</c>?</summary>
    public static bool IsFact(string name) => Numbers.Contains(name) || Texts.Contains(name) || IsCustom(name);

    private static bool IsCustom(string name) =>
        name.StartsWith(CustomField.Prefix, StringComparison.Ordinal)
        && CustomField.IsKey(name[CustomField.Prefix.Length..]);

    /// <summary>A fact as people read it: <c>annual_revenue</c> is "annual revenue".</summary>
    public static string InWords(string name) =>
        (
            name.StartsWith(CustomField.Prefix, StringComparison.Ordinal) ? name[CustomField.Prefix.Length..] : name
        ).Replace('_', ' ');
}
