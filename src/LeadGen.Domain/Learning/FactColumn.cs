using System.Runtime.InteropServices;
using LeadGen.Domain.Scoring;

namespace LeadGen.Domain.Learning;

/// <summary>One fact of all examples: a small number a lead, and what each number stands for. Texts compare without case.</summary>
public sealed class FactColumn(string fact)
{
    /// <summary>The code of a fact that is missing.</summary>
    public const int Missing = 0;

    /// <summary>The code of all values beyond the first <see cref="ValuesMax"/>.</summary>
    public const int Rest = 1;

    public const int ValuesMax = 5_000;

    private readonly Dictionary<string, int> _codes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _values = ["", ""];
    private readonly List<int> _rows = [];

    public string Fact => fact;

    /// <summary>By code; the first two stand for what is missing and for the rest.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>The code of each lead, in the order of the examples.</summary>
    public ReadOnlySpan<int> Codes => CollectionsMarshal.AsSpan(_rows);

    /// <summary>Of how many judged leads it was known when sales got them.</summary>
    public long KnownThen { get; private set; }

    /// <summary>Of how many of the same leads it is known now.</summary>
    public long KnownNow { get; private set; }

    internal void Add(int row, string? then, string? now, bool isJudged)
    {
        var value = then.AsSpan().Trim();
        if (isJudged)
        {
            KnownThen += value.IsEmpty ? 0 : 1;
            KnownNow += now.AsSpan().Trim().IsEmpty ? 0 : 1;
        }

        if (!value.IsEmpty)
        {
            FillTo(row);
            _rows.Add(CodeOf(value));
        }
    }

    /// <summary>Where it was missing it was not added.</summary>
    internal void FillTo(int rows)
    {
        while (_rows.Count < rows)
        {
            _rows.Add(Missing);
        }
    }

    private int CodeOf(ReadOnlySpan<char> value)
    {
        var codes = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (codes.TryGetValue(value, out var code))
        {
            return code;
        }

        if (_values.Count >= ValuesMax + 2 || value.Length > ScoringModel.ValueMaxLength)
        {
            return Rest;
        }
        _values.Add(value.ToString());
        return codes[value] = _values.Count - 1;
    }
}
