namespace LeadGen.Domain.Insights;

/// <summary>What a team of sales is handed in a week, and what it gets through.</summary>
/// <param name="Name">Null for leads that went to no team.</param>
/// <param name="Gets">Leads a week, however they qualified.</param>
/// <param name="Starts">Of these, those that it began to work on.</param>
/// <param name="Part">Its part of all MQLs, from 0 to 1: what another threshold brings more goes to teams as MQLs went so far.</param>
public sealed record TeamPace(string? Name, double Gets, double Starts, double Part)
{
    /// <summary>What it would get a week.</summary>
    /// <param name="more">MQLs a week that come on top, or are left out.</param>
    public double GetsWith(double more) => Math.Max(0, Gets + (more * Part));

    /// <summary>
    /// The share of what it would get that it could not begin in time, from 0 to 1. Whoever is handed more than they get through falls
    /// behind by the difference, week after week, in whatever order they take their leads; below that nobody needs to wait long.
    /// </summary>
    public double LateWith(double more) => GetsWith(more) is var gets && gets > Starts ? 1 - (Starts / gets) : 0;
}
