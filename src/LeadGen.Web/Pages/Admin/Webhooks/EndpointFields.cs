using LeadGen.Web.Webhooks;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LeadGen.Web.Pages.Admin.Webhooks;

internal static class EndpointFields
{
    /// <summary>The form of an endpoint; null where it has errors, which stand at their fields then.</summary>
    public static WebhookForm? CheckEndpoint(
        this ModelStateDictionary state,
        string? name,
        string? url,
        IEnumerable<string> types,
        WebhookAddresses addresses
    )
    {
        var (form, errors) = WebhookForm.Read(name, url, types, addresses);
        foreach (var (field, message) in errors)
        {
            state.AddModelError(field, message);
        }

        return form;
    }
}
