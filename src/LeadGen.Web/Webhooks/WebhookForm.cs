using LeadGen.Domain.Capture;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Webhooks;

namespace LeadGen.Web.Webhooks;

/// <summary>An endpoint as an administrator describes it, read.</summary>
public sealed record WebhookForm(string Name, string Url, IReadOnlyList<string> Types)
{
    /// <returns>The errors by field; then the form is null.</returns>
    public static (WebhookForm? Form, IReadOnlyDictionary<string, string> Errors) Read(
        string? name,
        string? url,
        IEnumerable<string> types,
        WebhookAddresses addresses
    )
    {
        var errors = new Dictionary<string, string>();
        var (cleanName, cleanUrl) = (CleanText.Trim(name ?? ""), CleanText.Trim(url ?? ""));
        if (cleanName.Length is 0 or > WebhookEndpoint.NameMaxLength || cleanName.Any(char.IsControl))
        {
            errors["name"] = $"Enter a name of 1 to {WebhookEndpoint.NameMaxLength} letters, such as Warehouse";
        }

        if (!IsAddress(cleanUrl))
        {
            errors["url"] = "Enter the whole address, such as https://example.com/leadgen";
        }
        else if (addresses.WhyNot(new Uri(cleanUrl)) is { } why)
        {
            errors["url"] = why;
        }

        var known = LeadEventTypes.All.Intersect(types).ToList();
        if (known.Count == 0)
        {
            errors["types"] = "Tick at least one";
        }

        return errors.Count == 0 ? (new WebhookForm(cleanName, cleanUrl, known), errors) : (null, errors);
    }

    private static bool IsAddress(string text) =>
        text.Length <= WebhookEndpoint.UrlMaxLength
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.UserInfo.Length == 0
        && url.Host.Length > 0;
}
