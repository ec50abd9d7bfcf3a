namespace LeadGen.Domain.Capture;

/// <summary>A ticked box or a yes: <c>true</c>, <c>on</c> or <c>1</c>.</summary>
internal static class YesNo
{
    public const string Yes = "true";
    public const string No = "false";

    public static FieldReading Read(string text, string label) =>
        text.ToLowerInvariant() switch
        {
            "true" or "on" or "1" or "yes" => FieldReading.Right(Yes),
            "false" or "off" or "0" or "no" => FieldReading.Right(No),
            _ => FieldReading.Wrong($"Answer yes or no (true or false): {label}"),
        };
}
