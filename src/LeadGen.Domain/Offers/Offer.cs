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
)
{
    public OfferPage Page { get; init; } = OfferPage.Plain;
    public FormSettings FormSettings { get; init; } = FormSettings.Plain;

    /// <summary>The sites on whose pages the form may stand, as <see cref="SiteOrigin"/> reads them.</summary>
    public IReadOnlyList<string> EmbedOrigins { get; init; } = [];
}

/// <summary>What a visitor gets for their details, with its landing page, call to action and form.</summary>
public sealed class Offer
{
    private Offer() { }

    public Guid Id { get; private init; }
    public string Slug { get; private set; } = "";
    public OfferKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public string Promise { get; private set; } = "";
    public string Body { get; private set; } = "";
    public string CallToAction { get; private set; } = "";
    public FormIntent Intent { get; private set; }
    public OfferDepth? Depth { get; private set; }
    public IReadOnlyList<FormField> Form { get; private set; } = [];
    public FormSettings FormSettings { get; private set; } = FormSettings.Plain;
    public Delivery Delivery { get; private set; } = Delivery.Nothing;
    public string Language { get; private set; } = "en";
    public OfferPage Page { get; private set; } = OfferPage.Plain;
    public IReadOnlyList<string> EmbedOrigins { get; private set; } = [];
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Raised by each change: that is how caches notice one.</summary>
    public int Version { get; private set; }

    /// <summary>The variant of an <see cref="OfferTest"/> that this offer is shown as; null where it is the offer itself.</summary>
    public Guid? VariantId { get; private set; }

    public OfferContent Content =>
        new(Kind, Title, Promise, Body, CallToAction, Intent, Depth, Form, Delivery, Language)
        {
            Page = Page,
            FormSettings = FormSettings,
            EmbedOrigins = EmbedOrigins,
        };

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

        Take(content);
        Touch(now);
    }

    /// <summary>This offer as whoever is shown the variant sees it. The offer itself stays as it is.</summary>
    public Offer Shown(OfferVariant variant)
    {
        var shown = (Offer)MemberwiseClone();
        shown.VariantId = variant.Id;
        shown.Take(variant.In(Content));
        return shown;
    }

    private void Take(OfferContent content)
    {
        Kind = content.Kind;
        Title = content.Title;
        Promise = content.Promise;
        Body = content.Body;
        CallToAction = content.CallToAction;
        Intent = content.Intent;
        Depth = content.Depth;
        Form = content.Form;
        FormSettings = content.FormSettings;
        Delivery = content.Delivery;
        Language = content.Language;
        Page = content.Page;
        EmbedOrigins = content.EmbedOrigins;
    }

    /// <summary>Gives it another address, as long as nobody can know the one it has.</summary>
    /// <exception cref="DomainException">It has been published, or the slug breaks the rule.</exception>
    public void Rename(string slug, DateTimeOffset now)
    {
        if (slug == Slug)
        {
            return;
        }

        if (HasFixedAddress(now))
        {
            throw new DomainException("The address stays as it is: the offer has been published under it");
        }

        if (!OfferRules.IsSlug(slug))
        {
            throw new DomainException(OfferRules.SlugMessage);
        }

        Slug = slug;
        Touch(now);
    }

    /// <summary>Shows it from now on, again if it was closed. Publishing what is published changes nothing.</summary>
    public void Publish(DateTimeOffset now)
    {
        if (!IsPublished(now))
        {
            Show(now, until: null, now);
        }
    }

    /// <summary>Shows it from one instant on, and until another where there is one. One that is shown already keeps its beginning.</summary>
    /// <exception cref="DomainException">The instants break a rule of <see cref="OfferTimes"/>.</exception>
    public void Schedule(DateTimeOffset from, DateTimeOffset? until, DateTimeOffset now)
    {
        foreach (var (_, message) in OfferTimes.Check(this, from, until, now))
        {
            throw new DomainException(message);
        }

        Show(IsPublished(now) ? PublishedAt!.Value : from, until, now);
    }

    /// <summary>Takes it from the public pages, or takes back that it will be shown. What was delivered stays delivered.</summary>
    public void Close(DateTimeOffset now)
    {
        if (IsPublished(now))
        {
            ClosedAt = now;
            Touch(now);
        }
        else if (StateAt(now) == OfferState.Scheduled)
        {
            Show(from: null, until: null, now);
        }
    }

    public bool IsPublished(DateTimeOffset now) => StateAt(now) == OfferState.Published;

    public OfferState StateAt(DateTimeOffset now) => OfferTimes.StateAt(PublishedAt, ClosedAt, now);

    /// <summary>Has its address been public, so that it stays?</summary>
    public bool HasFixedAddress(DateTimeOffset now) => PublishedAt <= now;

    /// <summary>A draft that says the same, under an address of its own.</summary>
    public Offer Copy(string slug, DateTimeOffset now) => Create(slug, Content, now);

    private void Show(DateTimeOffset? from, DateTimeOffset? until, DateTimeOffset now)
    {
        if (from == PublishedAt && until == ClosedAt)
        {
            return;
        }

        (PublishedAt, ClosedAt) = (from, until);
        Touch(now);
    }

    /// <summary>Is it kept who asked for it: for a seat, or for something of which there is a limited number?</summary>
    public bool KeepsList() => Kind is OfferKind.Webinar or OfferKind.Event || Delivery.IsLimited();

    /// <summary>May its form stand on the pages of this site?</summary>
    public bool IsShownOn(string? origin) =>
        origin is not null && EmbedOrigins.Contains(origin, StringComparer.Ordinal);

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
    }
}
