using System.Net;

namespace LeadGen.Web.Tests.Capture.Spam;

/// <summary>Chance with a seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public bool Percent(double chance) => _random.NextDouble() * 100 < chance;

    public int Of(int from, int to) => _random.Next(from, to + 1);

    public T One<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    /// <summary>Out of words with | between.</summary>
    public string Word(string words) => One(words.Split('|'));

    /// <summary>So many different ones, in any order.</summary>
    public string[] Some(string words, int count)
    {
        var all = words.Split('|', StringSplitOptions.TrimEntries);
        _random.Shuffle(all);
        return all[..Math.Min(count, all.Length)];
    }

    public string Letters(string of, int from, int to) =>
        new([.. Enumerable.Range(0, Of(from, to)).Select(_ => of[_random.Next(of.Length)])]);

    public TimeSpan Seconds(double from, double to) =>
        TimeSpan.FromSeconds(from + (_random.NextDouble() * (to - from)));

    public IPAddress Address() =>
        Percent(70)
            ? new IPAddress([(byte)Of(11, 190), (byte)Of(0, 255), (byte)Of(0, 255), (byte)Of(1, 254)])
            : IPAddress.Parse($"2001:{Of(1, 9999)}:{Of(1, 9999)}:{Of(1, 9999)}::{Of(1, 9999)}");

    public void Shuffle<T>(T[] items) => _random.Shuffle(items);
}
