namespace LeadGen.Domain.Capture;

/// <summary>The address of a company's website; https:// is put before one that has no scheme.</summary>
internal static class WebAddress
{
    private const string Message = "Enter a web address such as https://example.com";

    public static FieldReading Read(string text, int maxLength)
    {
        var address = HasScheme(text) ? text : "https://" + text;
        return address.Length <= maxLength && IsWebAddress(address)
            ? FieldReading.Right(address)
            : FieldReading.Wrong(Message);
    }

    private static bool HasScheme(string text) => text.Contains("://", StringComparison.Ordinal);

    private static bool IsWebAddress(string text) =>
        !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.HostNameType == UriHostNameType.Dns
        && uri.UserInfo.Length == 0
        && uri.Host.Trim('.').Contains('.', StringComparison.Ordinal);
}
