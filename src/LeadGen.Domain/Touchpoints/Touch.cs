namespace LeadGen.Domain.Touchpoints;

/// <summary>A touch that brought a lead here: when, through which door, from where, and on which page it landed.</summary>
public sealed record Touch(DateTimeOffset At, Channel Channel, Source? Source, string? LandingPage);
