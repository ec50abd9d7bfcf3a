using System.Collections.Concurrent;
using System.Text.Json;

namespace LeadGen.Domain;

/// <summary>An enum's name as it is written in tables, the API and pages: <c>Stage.ServiceQualified</c> is <c>service_qualified</c>.</summary>
public static class Terms
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        Names<T>.ByValue.GetOrAdd(value, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

    /// <summary>The value of that name, or null where there is none.</summary>
    public static T? Parse<T>(string? text)
        where T : struct, Enum =>
        text is not null && Names<T>.ByName.TryGetValue(text.Trim(), out var value) ? value : null;

    /// <summary>As <see cref="Parse{T}"/>, for text that was written by <see cref="Of{T}"/>.</summary>
    /// <exception cref="DomainException">No value has that name.</exception>
    public static T Read<T>(string text)
        where T : struct, Enum => Parse<T>(text) ?? throw new DomainException($"'{text}' is no {typeof(T).Name}.");

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> ByValue = new();
        public static readonly Dictionary<string, T> ByName = Enum.GetValues<T>()
            .ToDictionary(Of, StringComparer.OrdinalIgnoreCase);
    }
}
