using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Learning;

/// <summary>Past leads to learn from: what was known of each when sales got it, and what came of it. A million of them take some hundred megabytes.</summary>
/// <param name="now">The instant at which they were looked at.</param>
public sealed class Examples(DateTimeOffset now)
{
    public const int ColumnsMax = 200;
    public const int MarksMax = 2_000;

    private readonly Dictionary<string, FactColumn> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<Mark, int> _marks = new(Mark.Comparer);
    private readonly List<Mark> _markOf = [];
    private readonly List<ushort> _marked = [];
    private readonly List<int> _markEnds = [];
    private readonly List<long> _at = [];
    private readonly List<bool?> _good = [];
    private readonly List<int> _present = [];
    private readonly Dictionary<int, int> _times = [];

    public DateTimeOffset Now => now;
    public int Count => _good.Count;

    /// <summary>The facts that were known of any lead, by name.</summary>
    public IReadOnlyList<FactColumn> Columns => [.. _columns.Values.OrderBy(one => one.Fact, StringComparer.Ordinal)];

    /// <summary>What was done by any lead; <see cref="MarksOf"/> gives places in it.</summary>
    public IReadOnlyList<Mark> Marks => _markOf;

    /// <param name="then">What was known when sales got the lead; for one that sales did not judge, what is known now.</param>
    /// <param name="knownNow">What is known now, sales' own findings included.</param>
    /// <param name="touchpoints">What the lead had done by then.</param>
    /// <param name="at">When sales got it; for one that sales did not judge, when it first came.</param>
    /// <param name="good">What sales found; null where it said nothing.</param>
    /// <param name="present">Its score then, by the model in force.</param>
    public void Add(
        LeadFacts then,
        LeadFacts knownNow,
        IEnumerable<Touchpoint> touchpoints,
        DateTimeOffset at,
        bool? good,
        int present
    )
    {
        foreach (var (fact, value) in then.Values)
        {
            ColumnOf(fact)?.Add(Count, value, knownNow[fact], good is not null);
        }

        foreach (var (fact, value) in knownNow.Values)
        {
            if (!then.Values.ContainsKey(fact))
            {
                ColumnOf(fact)?.Add(Count, null, value, good is not null);
            }
        }

        AddMarks(touchpoints);
        _at.Add(at.UtcTicks);
        _good.Add(good);
        _present.Add(present);
    }

    /// <summary>To be called once all are added.</summary>
    public Examples Closed()
    {
        foreach (var column in _columns.Values)
        {
            column.FillTo(Count);
        }
        return this;
    }

    public DateTimeOffset AtOf(int row) => new(_at[row], TimeSpan.Zero);

    public int PresentOf(int row) => _present[row];

    /// <summary>What sales found. A lead of which it said nothing counts as not good once it has waited so many days; null leaves it out.</summary>
    public bool? GoodOf(int row, int? silentDays) =>
        _good[row] ?? (silentDays is { } days && now.UtcTicks - _at[row] >= days * TimeSpan.TicksPerDay ? false : null);

    /// <summary>What the lead had done, each as often as it counts.</summary>
    public ReadOnlySpan<ushort> MarksOf(int row)
    {
        var from = row == 0 ? 0 : _markEnds[row - 1];
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_marked)[from.._markEnds[row]];
    }

    private FactColumn? ColumnOf(string fact)
    {
        if (_columns.TryGetValue(fact, out var column))
        {
            return column;
        }
        return _columns.Count < ColumnsMax && FactNames.IsFact(fact) ? _columns[fact] = new FactColumn(fact) : null;
    }

    private void AddMarks(IEnumerable<Touchpoint> touchpoints)
    {
        _times.Clear();
        foreach (var mark in touchpoints.SelectMany(Mark.Of))
        {
            if (PlaceOf(mark) is { } place && _times.GetValueOrDefault(place) is var times && times < mark.Most)
            {
                _times[place] = times + 1;
                _marked.Add((ushort)place);
            }
        }
        _markEnds.Add(_marked.Count);
    }

    private int? PlaceOf(Mark mark)
    {
        if (_marks.TryGetValue(mark, out var place))
        {
            return place;
        }

        if (_markOf.Count >= MarksMax)
        {
            return null;
        }
        _markOf.Add(mark);
        return _marks[mark] = _markOf.Count - 1;
    }
}
