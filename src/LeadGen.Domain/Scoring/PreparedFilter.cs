using System.Runtime.CompilerServices;
using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>A filter of touchpoints, ready to be asked ten million times.</summary>
internal sealed class PreparedFilter(TouchpointFilter filter)
{
    private static readonly ConditionalWeakTable<TouchpointFilter, PreparedFilter> Prepared = [];

    private readonly string[]? _offers = filter.Offers?.ToArray();
    private readonly (string Name, string[] Values)[] _properties =
    [
        .. (filter.Properties ?? new Dictionary<string, IReadOnlyList<string>>()).Select(asked =>
            (asked.Key, asked.Value.ToArray())
        ),
    ];

    public static PreparedFilter Of(TouchpointFilter filter) =>
        Prepared.GetValue(filter, static one => new PreparedFilter(one));

    /// <summary>Does the touchpoint have all that is asked for?</summary>
    public bool Matches(Touchpoint touchpoint)
    {
        if (_offers is not null && !HasOne(_offers, touchpoint.Offer))
        {
            return false;
        }
        if (filter.PathPrefix is { } prefix && touchpoint.Path?.StartsWith(prefix, StringComparison.Ordinal) != true)
        {
            return false;
        }
        foreach (var (name, values) in _properties)
        {
            if (!touchpoint.Properties.TryGetValue(name, out var value) || !HasOne(values, value))
            {
                return false;
            }
        }
        return true;
    }

    private static bool HasOne(string[] values, string? text)
    {
        foreach (var value in values)
        {
            if (value.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }
}
