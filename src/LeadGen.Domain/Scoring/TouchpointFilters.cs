using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Scoring;

/// <summary>What filters have in common, and what would pass them.</summary>
internal static class TouchpointFilters
{
    private static readonly StringComparer WithoutCase = StringComparer.OrdinalIgnoreCase;

    /// <summary>A filter that asks for what both ask for, or null where nothing can have both.</summary>
    public static TouchpointFilter? And(this TouchpointFilter one, TouchpointFilter? other)
    {
        if (other is null)
        {
            return one;
        }
        var offers = Common(one.Offers, other.Offers);
        var properties = Common(one.Properties ?? None, other.Properties ?? None);
        return offers is { Count: 0 } || properties.Values.Any(values => values.Count == 0) || !AgreeOnPath(one, other)
            ? null
            : new TouchpointFilter(offers, Longer(one.PathPrefix, other.PathPrefix), properties);
    }

    private static readonly Dictionary<string, IReadOnlyList<string>> None = [];

    private static IReadOnlyList<string>? Common(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        one is null ? other
        : other is null ? one
        : [.. one.Intersect(other, WithoutCase)];

    private static Dictionary<string, IReadOnlyList<string>> Common(
        IReadOnlyDictionary<string, IReadOnlyList<string>> one,
        IReadOnlyDictionary<string, IReadOnlyList<string>> other
    ) =>
        one
            .Keys.Union(other.Keys)
            .ToDictionary(name => name, name => Common(one.GetValueOrDefault(name), other.GetValueOrDefault(name))!);

    private static bool AgreeOnPath(TouchpointFilter one, TouchpointFilter other) =>
        one.PathPrefix is not { } path
        || other.PathPrefix is not { } otherPath
        || path.StartsWith(otherPath, StringComparison.Ordinal)
        || otherPath.StartsWith(path, StringComparison.Ordinal);

    private static string? Longer(string? one, string? other) => one?.Length > (other?.Length ?? -1) ? one : other;

    /// <summary>A touchpoint that passes.</summary>
    public static Touchpoint Example(this TouchpointFilter filter, string kind, Guid id, DateTimeOffset at) =>
        new()
        {
            Id = id,
            Kind = kind,
            OccurredAt = at,
            RecordedAt = at,
            Offer = filter.Offers?[0],
            Path = filter.PathPrefix,
            Properties = (filter.Properties ?? None).ToDictionary(asked => asked.Key, asked => asked.Value[0]),
        };
}
