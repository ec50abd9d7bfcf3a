namespace LeadGen.Domain.Offers;

/// <summary>Industries that a form suggests. Those of the default scoring model are among them.</summary>
public static class Industries
{
    public static readonly IReadOnlyList<string> Suggested =
    [
        "Agriculture",
        "Automotive",
        "Banking",
        "Chemicals",
        "Construction",
        "Consumer goods",
        "Education",
        "Energy",
        "Financial services",
        "Government",
        "Healthcare",
        "Hospitality",
        "Information technology",
        "Insurance",
        "Legal services",
        "Logistics",
        "Manufacturing",
        "Media",
        "Non-profit",
        "Pharmaceuticals",
        "Professional services",
        "Real estate",
        "Retail",
        "Software",
        "Telecommunications",
        "Transport",
        "Utilities",
    ];
}
