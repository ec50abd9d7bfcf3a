using System.Text.RegularExpressions;

namespace LeadGen.Domain.Offers;

/// <summary>What an offer must keep to before it can be saved. Messages are by field and say what to do.</summary>
public static partial class OfferRules
{
    public const int SlugMaxLength = 80;
    public const int TitleMaxLength = 200;
    public const int PromiseMaxLength = 500;
    public const int BodyMaxLength = 20_000;
    public const int CallToActionMaxLength = 80;
    public const int LanguageMaxLength = 35;
    public const int FieldsMax = 40;
    public const int EmbedOriginsMax = 50;

    public const string SlugMessage =
        "Enter an address of lower-case letters and digits, in words joined by hyphens, such as buyers-guide";

    public static bool IsSlug(string? text) => text is { Length: <= SlugMaxLength } && SlugPattern().IsMatch(text);

    /// <summary>Is it a language tag such as <c>en</c> or <c>pt-BR</c>?</summary>
    public static bool IsLanguage(string? text) =>
        text is { Length: <= LanguageMaxLength } && LanguagePattern().IsMatch(text);

    /// <summary>Field of <see cref="OfferContent"/> in snake_case to message; empty when all is well.</summary>
    public static IReadOnlyDictionary<string, string> Check(OfferContent content)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        Text(errors, "title", content.Title, TitleMaxLength, "Enter a title");
        Text(errors, "promise", content.Promise, PromiseMaxLength, "Say in one or two sentences what the visitor gets");
        Text(errors, "body", content.Body, BodyMaxLength, missing: null);
        Text(errors, "call_to_action", content.CallToAction, CallToActionMaxLength, "Enter the text of the button");
        if (!IsLanguage(content.Language))
        {
            errors["language"] = "Enter a language tag such as en";
        }

        Page(errors, content.Page);
        if (FormRules.Problems(content.Kind, content.Form, content.FormSettings).FirstOrDefault() is { } form)
        {
            errors["form"] = form.Field is null ? form.Message : $"{form.Field}: {form.Message}";
        }

        if (DeliveryRules.Check(content.Delivery).Values.FirstOrDefault() is { } delivery)
        {
            errors["delivery"] = delivery;
        }

        if (content.EmbedOrigins.Count > EmbedOriginsMax)
        {
            errors["embed_origins"] = $"Name {EmbedOriginsMax} sites or fewer";
        }
        else if (content.EmbedOrigins.FirstOrDefault(origin => SiteOrigin.Read(origin) != origin) is { } wrong)
        {
            errors["embed_origins"] = SiteOrigin.Message(wrong);
        }

        return errors;
    }

    private static void Page(Dictionary<string, string> errors, OfferPage page)
    {
        Text(errors, "tags_title", page.Tags.Title, PageTags.TitleMaxLength, missing: null);
        Text(errors, "tags_description", page.Tags.Description, PageTags.DescriptionMaxLength, missing: null);
        Text(errors, "alt", page.Picture?.Alt ?? "", OfferPicture.AltMaxLength, missing: null);
        if (page.Calls.Count > OfferPage.CallsMax)
        {
            errors["calls"] = $"Choose {OfferPage.CallsMax} calls to action or fewer";
        }
    }

    private static void Text(Dictionary<string, string> errors, string field, string text, int max, string? missing)
    {
        if (missing is not null && string.IsNullOrWhiteSpace(text))
        {
            errors[field] = missing;
        }
        else if (text.Length > max)
        {
            errors[field] = $"Shorten the {Called(field)} to {max:N0} characters or fewer";
        }
        else if (text.Contains('\0', StringComparison.Ordinal))
        {
            errors[field] = $"Remove the unreadable character from the {Called(field)}";
        }
    }

    private static string Called(string field) =>
        field switch
        {
            "tags_title" => "title for search engines",
            "tags_description" => "description for search engines",
            "alt" => "description of the picture",
            _ => field.Replace('_', ' '),
        };

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex SlugPattern();

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex LanguagePattern();
}
