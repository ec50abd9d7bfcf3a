namespace LeadGen.Domain.Offers;

/// <summary>A site as browsers name it: scheme, host and, where it is an unusual one, port. The same site is always written the same.</summary>
public static class SiteOrigin
{
    private const int MaxLength = 300;

    /// <summary>The origin of an address that somebody typed; null where it is none, or names more than a site.</summary>
    public static string? Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > MaxLength || trimmed.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return null;
        }

        var address = trimmed.Contains("://", StringComparison.Ordinal) ? trimmed : "https://" + trimmed;
        return
            Uri.TryCreate(address, UriKind.Absolute, out var site)
            && (site.Scheme == Uri.UriSchemeHttps || site.Scheme == Uri.UriSchemeHttp)
            && site is { UserInfo: "", PathAndQuery: "/", Fragment: "" }
            && site.IdnHost.Length > 0
            && !site.IdnHost.Contains('*', StringComparison.Ordinal)
            ? site.Scheme + "://" + HostOf(site) + (site.IsDefaultPort ? "" : ":" + site.Port)
            : null;
    }

    public static string Message(string text) =>
        $"Enter a site as https://www.example.com, without a path: {(text.Length > 60 ? text[..60] + "…" : text)}";

    private static string HostOf(Uri site) =>
        site.HostNameType == UriHostNameType.IPv6 ? $"[{site.IdnHost}]" : site.IdnHost.ToLowerInvariant();
}
