using System.Globalization;
using System.Text.Json;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;

namespace LeadGen.Web.Api;

/// <summary>Reads a list of touchpoints. What is wrong with an item stays with the item.</summary>
internal static class TouchpointForm
{
    public static IReadOnlyList<TouchpointItem> Items(JsonForm form, HttpContext http)
    {
        if (
            form.Field("items") is { ValueKind: JsonValueKind.Array } items
            && items.GetArrayLength() is > 0 and <= TouchpointIntake.ItemsMax
        )
        {
            return [.. items.EnumerateArray().Select((item, index) => Item(item, http.IdOfCall(index)))];
        }

        form.Add(
            "items",
            string.Create(CultureInfo.InvariantCulture, $"Give a list of 1 to {TouchpointIntake.ItemsMax} items")
        );
        return [];
    }

    /// <param name="id">Where the sender gives none.</param>
    private static TouchpointItem Item(JsonElement json, Guid? id)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return new TouchpointItem
            {
                Errors = new Dictionary<string, string[]> { ["item"] = ["Give an object in braces"] },
            };
        }

        var form = new JsonForm(json);
        return new TouchpointItem
        {
            Id = form.Id("id") ?? id,
            Kind = form.Text("kind", TouchpointKinds.MaxLength),
            OccurredAt = form.Instant("occurred_at"),
            LeadId = form.Id("lead_id"),
            Email = form.Email("email"),
            VisitorId = form.Id("visitor_id"),
            Offer = form.Text("offer", Touchpoint.PathMaxLength),
            Path = form.Text("path", Touchpoint.PathMaxLength),
            Source = LeadForm.SourceOf(form),
            Properties = Properties(form),
            Errors = form.Errors,
        };
    }

    private static Dictionary<string, string> Properties(JsonForm form)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in form.Members("properties"))
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (JsonForm.TextOf(member.Value) is { } text)
            {
                properties[member.Name] = text;
            }
            else
            {
                form.Add("properties", "Give each property a readable text, a number, or true or false");
            }
        }

        return properties;
    }
}
