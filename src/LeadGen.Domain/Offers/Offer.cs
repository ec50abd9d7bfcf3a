namespace LeadGen.Domain.Offers;

/// <summary>What an offer's page says and asks. A value: change an offer by giving it another.</summary>
/// <param name="Title">The headline of the page.</param>
/// <param name="Promise">One or two sentences: what the visitor gets out of it.</param>
/// <param name="Body">Markdown.</param>
/// <param name="CallToAction">The text on the button.</param>
/// <param name="Language">A language tag such as <c>en</c> or <c>pt-BR</c>.</param>
public sealed record OfferContent(
    OfferKind Kind,
    string Title,
    string Promise,
    string Body,
    string CallToAction,
    FormIntent Intent,
    OfferDepth? Depth,
    IReadOnlyList<FormField> Form,
    Delivery Delivery,
    string Language = "en"
);

/// <summary>What a visitor gets for their details, with its landing page, call to action and form.</summary>
public sealed class Offer
{
    private Offer() { }

    public Guid Id { get; private init; }
    public string Slug { get; private init; } = "";
    public OfferKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public string Promise { get; private set; } = "";
    public string Body { get; private set; } = "";
    public string CallToAction { get; private set; } = "";
    public FormIntent Intent { get; private set; }
    public OfferDepth? Depth { get; private set; }
    public IReadOnlyList<FormField> Form { get; private set; } = [];
    public Delivery Delivery { get; private set; } = Delivery.Nothing;
    public string Language { get; private set; } = "en";
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Raised by each change: that is how caches notice one.</summary>
    public int Version { get; private set; }

    public OfferContent Content =>
        new(Kind, Title, Promise, Body, CallToAction, Intent, Depth, Form, Delivery, Language);

    /// <exception cref="DomainException">The slug or the content breaks a rule of <see cref="OfferRules"/>.</exception>
    public static Offer Create(string slug, OfferContent content, DateTimeOffset now)
    {
        if (!OfferRules.IsSlug(slug))
        {
            throw new DomainException(OfferRules.SlugMessage);
        }

        var offer = new Offer
        {
            Id = Guid.CreateVersion7(now),
            Slug = slug,
            CreatedAt = now,
        };
        offer.Change(content, now);
        return offer;
    }

    /// <exception cref="DomainException">The content breaks a rule of <see cref="OfferRules"/>.</exception>
    public void Change(OfferContent content, DateTimeOffset now)
    {
        foreach (var (_, message) in OfferRules.Check(content))
        {
            throw new DomainException(message);
        }

        Kind = content.Kind;
        Title = content.Title;
        Promise = content.Promise;
        Body = content.Body;
        CallToAction = content.CallToAction;
        Intent = content.Intent;
        Depth = content.Depth;
        Form = content.Form;
        Delivery = content.Delivery;
        Language = content.Language;
        Touch(now);
    }

    /// <summary>Shows it from now on, again if it was closed. Publishing what is published changes nothing.</summary>
    public void Publish(DateTimeOffset now)
    {
        if (IsPublished(now))
        {
            return;
        }

        PublishedAt = now;
        ClosedAt = null;
        Touch(now);
    }

    /// <summary>Takes it from the public pages. What was delivered stays delivered.</summary>
    public void Close(DateTimeOffset now)
    {
        if (!IsPublished(now))
        {
            return;
        }

        ClosedAt = now;
        Touch(now);
    }

    public bool IsPublished(DateTimeOffset now) => PublishedAt <= now && !(ClosedAt <= now);

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
    }
}
