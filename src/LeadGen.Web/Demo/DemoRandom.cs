namespace LeadGen.Web.Demo;

/// <summary>
/// Numbers that look random and are the same on every machine for ever (SplitMix64), so that the same demo lead is always the same
/// person. .NET's own generator may change with its version.
/// </summary>
internal sealed class DemoRandom(string what, long number)
{
    private ulong _state = Seed(what) + (ulong)number * 0xD1B54A32D192ED03;

    public ulong Bits()
    {
        _state += 0x9E3779B97F4A7C15;
        var bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    public UInt128 ManyBits() => new(Bits(), Bits());

    /// <summary>From 0 up to, not including, the limit.</summary>
    public int Below(int limit) => (int)(Bits() % (ulong)limit);

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    public T OneOf<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    private static ulong Seed(string what) =>
        what.Aggregate(0xCBF29CE484222325, (hash, letter) => (hash ^ letter) * 0x100000001B3);
}
