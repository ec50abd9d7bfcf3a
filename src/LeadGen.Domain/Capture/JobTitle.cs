namespace LeadGen.Domain.Capture;

public enum Seniority
{
    Executive,
    Vp,
    Director,
    Manager,
    Staff,
    Owner,
    Other,
}

public enum Department
{
    Marketing,
    Sales,
    Operations,
    It,
    Engineering,
    Finance,
    Hr,
    Support,
    Other,
}

/// <summary>What some words in a job title say. Null says nothing of it.</summary>
/// <param name="Pattern">One or several words, found whole and side by side, without case.</param>
public sealed record JobTitleRule(string Pattern, Seniority? Seniority = null, Department? Department = null)
{
    public const int PatternMaxLength = 100;
    public const int RulesMax = 1000;
}
