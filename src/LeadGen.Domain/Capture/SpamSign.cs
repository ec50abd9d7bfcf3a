namespace LeadGen.Domain.Capture;

/// <summary>What may be noticed about a posted form. Its name in settings and tables is its <see cref="Terms"/>.</summary>
public enum SpamSign
{
    /// <summary>A field that people can't see was filled.</summary>
    Trap,

    /// <summary>Sent sooner after the form was shown than people type.</summary>
    TooFast,

    /// <summary>Sent more than a day after the form was shown.</summary>
    TooOld,

    /// <summary>It carried no key of ours: the form was never shown, or long ago.</summary>
    NoKey,

    /// <summary>Many forms from one network in a short time.</summary>
    NetworkBurst,

    /// <summary>Many forms with one e-mail address in a short time.</summary>
    EmailBurst,

    /// <summary>Far more forms of one offer than usual.</summary>
    OfferBurst,

    /// <summary>Posted from the page of a site that the offer is not shown on.</summary>
    ForeignOrigin,

    /// <summary>A web address where a person's name belongs.</summary>
    LinkInName,

    /// <summary>HTML or forum markup.</summary>
    Markup,

    /// <summary>Several web addresses.</summary>
    ManyLinks,

    /// <summary>Words of which some letters come from another script and look the same.</summary>
    MixedScripts,

    /// <summary>Letters in an order that no language has.</summary>
    Gibberish,

    /// <summary>The same text came from several addresses.</summary>
    RepeatedText,

    /// <summary>Words by which somebody sells or swindles instead of asking.</summary>
    SalesTalk,

    /// <summary>The same in every field.</summary>
    SameEverywhere,

    /// <summary>Staff have deleted the same text as spam before.</summary>
    DeletedBefore,

    /// <summary>An e-mail address to throw away.</summary>
    DisposableEmail,
}
