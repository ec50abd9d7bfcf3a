namespace LeadGen.Domain.Offers;

/// <summary>The answer to a question of which several choices may be taken, as one text: their values in the order of the form.</summary>
public static class ManyChoices
{
    /// <summary>No value of such a choice holds it.</summary>
    public const char Separator = ',';

    public static string Join(IEnumerable<string> values) => string.Join(Separator + " ", values);

    public static string[] Split(string text) =>
        text.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
