using System.Text.RegularExpressions;

namespace LeadGen.Domain.Offers;

/// <summary>The addresses of calls to action: <c>/c/ID</c> counts a click and leads on, <c>/c/ID/seen</c> counts that it was seen.</summary>
public static partial class CallLinks
{
    /// <summary>The parameter by which a landing page, and the form on it, know the call to action that led there.</summary>
    public const string Parameter = "cta";

    public static string PathOf(Guid id) => $"/c/{id:N}";

    public static string SeenPathOf(Guid id) => PathOf(id) + "/seen";

    /// <summary>The call to action that an address on our own site belongs to, or null.</summary>
    public static Guid? Read(string? address) =>
        address is not null && Whole().Match(address) is { Success: true } link
            ? Guid.Parse(link.Groups[1].Value)
            : null;

    /// <summary>Those that a text in Markdown links to, each once.</summary>
    public static IReadOnlyList<Guid> In(string markdown) =>
        [.. Linked().Matches(markdown).Select(link => Guid.Parse(link.Groups[1].Value)).Distinct()];

    [GeneratedRegex(@"\A/c/([0-9a-f]{32})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\]\(/c/([0-9a-f]{32})\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Linked();
}
