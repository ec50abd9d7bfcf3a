namespace LeadGen.Domain.Offers;

/// <summary>What a call to action must keep to. Messages are by field and say what to do.</summary>
public static class CallRules
{
    public const int NameMaxLength = 100;
    public const int TextMaxLength = 200;

    /// <summary>Field of <see cref="CallContent"/> to message; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string> Check(CallContent content)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        Text("name", content.Name, NameMaxLength, "Give it a name by which you find it again");
        Text("text", content.Text, TextMaxLength, "Enter the text that visitors read");
        return errors;

        void Text(string field, string text, int max, string missing)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                errors[field] = missing;
            }
            else if (text.Length > max)
            {
                errors[field] = $"Shorten the {field} to {max:N0} characters or fewer";
            }
            else if (text.Any(char.IsControl))
            {
                errors[field] = $"Write the {field} in one line";
            }
        }
    }
}
