namespace LeadGen.Domain.Lifecycle;

/// <summary>How a lead qualified, the weakest first: a stronger one supersedes an open hand-off of a weaker one.</summary>
public enum QualificationKind
{
    /// <summary>The score says so.</summary>
    Mql,

    /// <summary>Used the product in a way that shows intent to pay.</summary>
    Pql,

    /// <summary>Stated intent in a live conversation.</summary>
    Cql,

    /// <summary>Told service they want to buy more.</summary>
    ServiceQualified,

    /// <summary>Asked for sales outright.</summary>
    Sql,
}
