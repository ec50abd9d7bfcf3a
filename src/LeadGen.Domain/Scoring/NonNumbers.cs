using System.Text;

namespace LeadGen.Domain.Scoring;

/// <summary>
/// Some programs write what is no number as NaN or Infinity, which is no JSON. Made texts, it is refused at its criterion and not as a
/// whole that cannot be read.
/// </summary>
public static class NonNumbers
{
    private static readonly string[] Names = ["-Infinity", "Infinity", "NaN"];

    // No text of a model may hold a NUL, so it is refused where a text is asked for too.
    private const string Unusable = "\"\\u0000";

    /// <summary>The same JSON with each of these outside texts made a text that no field takes.</summary>
    public static string InQuotes(string json)
    {
        if (!Array.Exists(Names, name => json.Contains(name, StringComparison.Ordinal)))
        {
            return json;
        }
        var quoted = new StringBuilder(json.Length + 16);
        var isText = false;
        for (var i = 0; i < json.Length; i++)
        {
            var rest = json.AsSpan(i);
            if (
                !isText
                && Array.Find(Names, name => json.AsSpan(i).StartsWith(name, StringComparison.Ordinal)) is { } found
            )
            {
                quoted.Append(Unusable).Append(found).Append('"');
                i += found.Length - 1;
                continue;
            }
            quoted.Append(json[i]);
            if (isText && rest is ['\\', var escaped, ..])
            {
                quoted.Append(escaped);
                i++;
            }
            else if (json[i] == '"')
            {
                isText = !isText;
            }
        }
        return quoted.ToString();
    }
}
