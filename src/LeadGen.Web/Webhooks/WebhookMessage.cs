using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Events;

namespace LeadGen.Web.Webhooks;

/// <summary>What is sent: of one event the same bytes at each attempt.</summary>
/// <param name="Id">By which a receiver knows what it has had.</param>
public sealed record WebhookMessage(string Id, byte[] Body)
{
    /// <summary>What the test button sends; it is no event and belongs to no lead.</summary>
    public const string TestType = "webhook.test";

    public static WebhookMessage Of(LeadEvent told)
    {
        var data = new JsonObject { ["lead_id"] = told.LeadId, ["sequence"] = told.Sequence };
        foreach (var (name, value) in JsonNode.Parse(told.Payload)!.AsObject())
        {
            data[name] = value?.DeepClone();
        }

        return Of(told.Id, told.Type, told.OccurredAt, data);
    }

    public static WebhookMessage Test(DateTimeOffset now) =>
        Of(Guid.CreateVersion7(now), TestType, now, new JsonObject { ["text"] = "It works." });

    private static WebhookMessage Of(Guid id, string type, DateTimeOffset at, JsonObject data) =>
        new(
            id.ToString(),
            JsonSerializer.SerializeToUtf8Bytes(
                new JsonObject
                {
                    ["type"] = type,
                    ["timestamp"] = JsonValue.Create(at.UtcDateTime),
                    ["data"] = data,
                },
                JsonColumn.Options
            )
        );
}
