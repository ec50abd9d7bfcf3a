namespace LeadGen.Web.Scoring.History;

/// <summary>Leads in the order of their ids.</summary>
/// <param name="After">Not this one any more.</param>
/// <param name="UpTo">And this one; null is to the end.</param>
internal readonly record struct LeadRange(Guid After, Guid? UpTo)
{
    /// <summary>As a condition, since COPY takes no parameters.</summary>
    public string Of(string column) => $"{column} > '{After}'{(UpTo is { } last ? $" and {column} <= '{last}'" : "")}";
}
