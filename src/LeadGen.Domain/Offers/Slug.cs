using System.Globalization;
using System.Text;

namespace LeadGen.Domain.Offers;

/// <summary>Makes addresses out of titles.</summary>
public static class Slug
{
    /// <summary>Lower-case words joined by hyphens: "Führer für Käufer, 2026" is <c>fuhrer-fur-kaufer-2026</c>. Null where nothing is left.</summary>
    public static string? From(string title)
    {
        var slug = new StringBuilder();
        var letters = string.Concat(title.Where(c => !char.IsSurrogate(c)));
        foreach (var c in letters.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
                && c is not ('\'' or '’')
                && slug is [.., not '-']
            )
            {
                slug.Append('-');
            }
        }

        var whole = slug.ToString().Trim('-');
        var text = whole.Length <= OfferRules.SlugMaxLength ? whole : whole[..Cut(whole)].Trim('-');
        return text.Length == 0 ? null : text;
    }

    /// <summary>The same, told apart by a number: <c>guide</c>, <c>guide-2</c>, <c>guide-3</c>.</summary>
    public static string Numbered(string slug, int number)
    {
        var end = "-" + number.ToString(CultureInfo.InvariantCulture);
        var room = OfferRules.SlugMaxLength - end.Length;
        return number < 2 ? slug : (slug.Length <= room ? slug : slug[..room].TrimEnd('-')) + end;
    }

    private static int Cut(string slug) =>
        slug.LastIndexOf('-', OfferRules.SlugMaxLength) is > 0 and var at ? at : OfferRules.SlugMaxLength;
}
