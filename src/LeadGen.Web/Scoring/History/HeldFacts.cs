using System.Text.Json;

namespace LeadGen.Web.Scoring.History;

/// <summary>Reads the values out of the facts of a lead or an account as they are stored, <c>{"country": {"value": "DE", …}, …}</c>, and passes over the rest.</summary>
internal static class HeldFacts
{
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> json)
    {
        var facts = new Dictionary<string, string>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var fact = reader.GetString()!;
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isValue = reader.ValueTextEquals("value"u8);
                reader.Read();
                if (isValue && reader.GetString() is { } value)
                {
                    facts[fact] = value;
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return facts;
    }
}
