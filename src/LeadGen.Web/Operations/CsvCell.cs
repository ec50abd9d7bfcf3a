namespace LeadGen.Web.Operations;

public static class CsvCell
{
    /// <summary>The text in quotes; what a spreadsheet would take for a formula is a text.</summary>
    public static string Of(string? text) =>
        $"\"{(text is { Length: > 0 } && "=+-@\t\r\0".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
