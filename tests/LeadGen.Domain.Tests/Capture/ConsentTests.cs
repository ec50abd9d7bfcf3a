using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Tests.Capture;

public sealed class ConsentTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void A_consent_keeps_the_text_as_it_was_shown_and_its_hash()
    {
        var consent = Consent.Record(new ConsentText("news", "3", "abc"), given: true, "form", Now);

        Assert.Equal("abc", consent.Text);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", consent.TextHash);
        Assert.Equal(
            ("news", "3", true, "form", Now),
            (consent.Purpose, consent.TextVersion, consent.Given, consent.How, consent.At)
        );
    }

    // The hash of version 1 is fixed: whoever changes the words raises the version and the hash here.
    [Theory]
    [InlineData("marketing_email", "1", "7896a4fe774f5e4c18e3a50b2e5ad0a2379a22a443cdf563cec739a924c91122")]
    [InlineData("privacy_notice", "1", "f33dc108b6d76f676f7ad682b07d1e215856e804a89bdd3cbb5b7f2e90644b68")]
    public void The_words_of_a_version_never_change(string purpose, string version, string hash)
    {
        var text = purpose == "marketing_email" ? ConsentTexts.MarketingEmail : ConsentTexts.PrivacyNotice;

        Assert.Equal((purpose, version, hash), (text.Purpose, text.Version, text.Hash));
    }
}
