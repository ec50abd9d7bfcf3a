namespace LeadGen.Domain.Handoffs;

/// <summary>The two promises to a handed-off lead. Every hour counts.</summary>
public sealed record ServiceLevel(TimeSpan AcceptWithin, TimeSpan StartWithin)
{
    public static ServiceLevel Default { get; } = new(TimeSpan.FromHours(24), TimeSpan.FromHours(24));
}
