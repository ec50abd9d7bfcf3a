namespace LeadGen.Web.Demo;

/// <summary>Ten instants of one person, in order: some minutes apart in one visit, visits some days apart, all of them past.</summary>
internal sealed class DemoTimes
{
    public const int Count = 10;

    public DemoTimes(DateTimeOffset came, DateTimeOffset asOf, DemoRandom random)
    {
        var gaps = new double[Count];
        for (var i = 1; i < Count; i++)
        {
            // The first three belong to the first visit.
            gaps[i] = i < 3 || random.Chance(0.6) ? 1 + random.Below(9) : 60 * 24 * (1 + 20 * random.Share());
        }

        var room = Math.Min(1, (asOf - came).TotalMinutes / (gaps.Sum() + 1));
        var at = came;
        foreach (var gap in gaps)
        {
            at = at.AddSeconds(Math.Floor(gap * room * 60));
            All.Add(at);
        }
    }

    public List<DateTimeOffset> All { get; } = new(Count);
}
