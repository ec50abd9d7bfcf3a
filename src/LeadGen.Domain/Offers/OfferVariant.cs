namespace LeadGen.Domain.Offers;

/// <summary>What a variant says in place of the offer. What is empty is as the offer says it.</summary>
/// <param name="Body">Markdown.</param>
/// <param name="CallToAction">The text on the button.</param>
public sealed record VariantWords(string Title = "", string Promise = "", string Body = "", string CallToAction = "")
{
    public static VariantWords None { get; } = new();
}

/// <summary>A form that a variant asks in place of the offer's.</summary>
/// <param name="From">The title of the offer of which it was taken, for staff.</param>
public sealed record VariantForm(IReadOnlyList<FormField> Fields, FormSettings Settings, string From);

/// <summary>One of those that a test compares. The first of a test is its control: the offer as it stands.</summary>
/// <param name="Name">For staff alone.</param>
/// <param name="Share">Of the visitors, in percent.</param>
/// <param name="Form">Null where the offer's own form is asked.</param>
public sealed record OfferVariant(Guid Id, string Name, int Share, VariantWords Words, VariantForm? Form = null)
{
    public const int NameMaxLength = 60;

    /// <summary>Is it shown otherwise than the offer?</summary>
    public bool IsOther() => Words != VariantWords.None || Form is not null;

    /// <summary>The content of the offer with this variant in it.</summary>
    public OfferContent In(OfferContent content) =>
        content with
        {
            Title = Or(Words.Title, content.Title),
            Promise = Or(Words.Promise, content.Promise),
            Body = Or(Words.Body, content.Body),
            CallToAction = Or(Words.CallToAction, content.CallToAction),
            Form = Form?.Fields ?? content.Form,
            FormSettings = Form?.Settings ?? content.FormSettings,
        };

    private static string Or(string own, string offers) => own.Length > 0 ? own : offers;
}
