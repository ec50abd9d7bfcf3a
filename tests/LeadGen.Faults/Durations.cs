namespace LeadGen.Faults;

/// <summary>How long things took.</summary>
internal sealed class Durations
{
    private readonly List<TimeSpan> _all = [];

    public int Count => _all.Count;

    public void Add(TimeSpan one)
    {
        lock (_all)
        {
            _all.Add(one);
        }
    }

    /// <summary>What so many of a hundred did not exceed.</summary>
    public TimeSpan At(int percent) => _all.Order().ElementAt(Math.Min(_all.Count - 1, _all.Count * percent / 100));

    public override string ToString() =>
        $"{At(50).TotalMilliseconds:N0} ms at the median, {At(99).TotalMilliseconds:N0} ms at p99, {At(100).TotalMilliseconds:N0} ms at most";
}
