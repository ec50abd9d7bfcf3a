using System.Text.Json;
using System.Text.Json.Serialization;
using LeadGen.Domain.Capture;

namespace LeadGen.Web.Data;

/// <summary>An address is written as it was written.</summary>
internal sealed class EmailAddressJson : JsonConverter<EmailAddress>
{
    public override EmailAddress Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        EmailAddress.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, EmailAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
