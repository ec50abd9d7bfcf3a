using LeadGen.Domain.Touchpoints;

namespace LeadGen.Domain.Learning;

/// <summary>Something a lead did, as a criterion can ask for it: a kind of touchpoint, and no more than one thing about it.</summary>
public readonly record struct Mark(
    string Kind,
    string? Offer = null,
    string? PathPrefix = null,
    string? Property = null,
    string? Value = null
)
{
    /// <summary>A plain kind counts so many times; what is asked for more closely counts once.</summary>
    public const int TimesMax = 3;

    /// <summary>Longer texts are somebody's words, and nothing to learn from.</summary>
    public const int TextMaxLength = 100;

    /// <summary>As criteria compare: values of properties without case.</summary>
    public static IEqualityComparer<Mark> Comparer { get; } =
        EqualityComparer<Mark>.Create(
            (one, other) =>
                one with { Value = null } == other with { Value = null }
                && string.Equals(one.Value, other.Value, StringComparison.OrdinalIgnoreCase),
            mark =>
                HashCode.Combine(
                    mark with
                    {
                        Value = null,
                    },
                    mark.Value is null ? 0 : string.GetHashCode(mark.Value, StringComparison.OrdinalIgnoreCase)
                )
        );

    public bool IsPlain => Offer is null && PathPrefix is null && Property is null;

    /// <summary>How often it counts at most.</summary>
    public int Most => IsPlain ? TimesMax : 1;

    /// <summary>Those of a touchpoint, the plain one first. None where no criterion could count it.</summary>
    public static IEnumerable<Mark> Of(Touchpoint touchpoint)
    {
        if (touchpoint.Machine || touchpoint.Kind == TouchpointKinds.Adjustment)
        {
            yield break;
        }

        yield return new Mark(touchpoint.Kind);
        if (touchpoint.Offer is { } offer)
        {
            yield return new Mark(touchpoint.Kind, Offer: offer);
        }

        if (FirstSegment(touchpoint.Path) is { } path)
        {
            yield return new Mark(touchpoint.Kind, PathPrefix: path);
        }

        foreach (var (name, value) in touchpoint.Properties)
        {
            if (value.Length is > 0 and <= TextMaxLength)
            {
                yield return new Mark(touchpoint.Kind, Property: name, Value: value);
            }
        }
    }

    private static string? FirstSegment(string? path)
    {
        if (path is not ['/', not '/', ..])
        {
            return null;
        }
        var end = path.IndexOf('/', 1);
        var first = end < 0 ? path : path[..end];
        return first.Length <= TextMaxLength ? first : null;
    }
}
