using LeadGen.Domain.Capture;

namespace LeadGen.Web.Pages.Marketing.Submissions;

/// <summary>What the states of submissions and the signs of spam are called.</summary>
public static class SpamWords
{
    public static string Of(SubmissionState state) =>
        state switch
        {
            SubmissionState.Accepted => "Accepted",
            SubmissionState.Quarantined => "Quarantined",
            SubmissionState.Released => "Released",
            SubmissionState.Deleted => "Deleted as spam",
        };

    /// <summary>What was decided; an accepted form had a later step held, which was spam.</summary>
    public static string Decided(SubmissionState state) =>
        state == SubmissionState.Accepted ? "Its later steps were deleted as spam" : Of(state);

    public static string NoneIn(SubmissionState state) =>
        state switch
        {
            SubmissionState.Accepted => "Whoever fills in a form of an offer appears here at once.",
            SubmissionState.Quarantined =>
                "Nothing looks like spam at the moment. What does waits here until you have looked at it.",
            SubmissionState.Released => "Nothing has been released from quarantine yet.",
            SubmissionState.Deleted => "Nothing has been deleted as spam yet.",
        };

    /// <summary>In a list.</summary>
    public static string Name(SpamSign sign) =>
        sign switch
        {
            SpamSign.Trap => "hidden field filled",
            SpamSign.TooFast => "very fast",
            SpamSign.TooOld => "old form",
            SpamSign.NoKey => "no key",
            SpamSign.NetworkBurst => "many from one network",
            SpamSign.EmailBurst => "many with one address",
            SpamSign.OfferBurst => "rush on the offer",
            SpamSign.ForeignOrigin => "foreign site",
            SpamSign.LinkInName => "link in the name",
            SpamSign.Markup => "markup",
            SpamSign.ManyLinks => "many links",
            SpamSign.MixedScripts => "look-alike letters",
            SpamSign.Gibberish => "random letters",
            SpamSign.RepeatedText => "same text from several",
            SpamSign.SalesTalk => "words of sellers",
            SpamSign.SameEverywhere => "the same everywhere",
            SpamSign.DeletedBefore => "deleted before",
            SpamSign.DisposableEmail => "disposable address",
        };

    /// <summary>As a sentence.</summary>
    public static string Explain(SpamSign sign) =>
        sign switch
        {
            SpamSign.Trap => "A field was filled that people neither see nor reach.",
            SpamSign.TooFast =>
                "It was sent within two seconds after the form was shown. Browsers that fill forms by themselves can be as fast.",
            SpamSign.TooOld => "It was sent more than a day after the form was shown.",
            SpamSign.NoKey =>
                "It did not carry the key that each form is shown with: the form was never opened, or long ago.",
            SpamSign.NetworkBurst => "More forms came from this network than people in one office send.",
            SpamSign.EmailBurst => "Many forms came with this e-mail address in a short time.",
            SpamSign.OfferBurst => "Far more forms of this offer came than usual. A campaign can do that too.",
            SpamSign.ForeignOrigin => "It was posted from the page of a site on which the offer may not be shown.",
            SpamSign.LinkInName => "A web address stands where the name of a person belongs.",
            SpamSign.Markup => "The text has HTML or forum markup in it.",
            SpamSign.ManyLinks => "There are several web addresses in the text.",
            SpamSign.MixedScripts => "Letters of another script stand in for letters that look the same.",
            SpamSign.Gibberish => "The letters are in an order that names and words of no language have.",
            SpamSign.RepeatedText => "The same text came with other e-mail addresses too.",
            SpamSign.SalesTalk =>
                "Words by which somebody sells or swindles instead of asking; the points count for each group of words.",
            SpamSign.SameEverywhere => "The same text stands in three fields or more.",
            SpamSign.DeletedBefore => "Most of the text was deleted as spam before.",
            SpamSign.DisposableEmail => "The e-mail address is one to throw away.",
        };
}
