namespace LeadGen.Domain.Capture;

/// <summary>Something that was noticed, and what it adds to the score.</summary>
/// <param name="Note">What exactly, where that is not clear from the sign; nothing of the person.</param>
public sealed record SpamSignal(SpamSign Sign, int Weight, string? Note = null);

/// <summary>What the signals come to.</summary>
/// <param name="IsHeld">Is it to be quarantined?</param>
/// <param name="Score">The sum of the weights.</param>
/// <param name="Threshold">As it was when this was judged.</param>
/// <param name="Signals">The heaviest first.</param>
public sealed record SpamVerdict(bool IsHeld, int Score, int Threshold, IReadOnlyList<SpamSignal> Signals)
{
    /// <summary>Nothing was noticed, or nobody looked.</summary>
    public static readonly SpamVerdict Clear = new(false, 0, SpamRules.DefaultThreshold, []);
}
