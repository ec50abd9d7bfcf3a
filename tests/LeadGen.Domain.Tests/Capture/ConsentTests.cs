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
    [InlineData("marketing_email", "1", "269711a68f602e3458f933784bfceea53e1828b25857e6c41a2be069e5145a8a")]
    [InlineData("privacy_notice", "1", "f68ce85e84ac274e6a4afbe45fa216313a08870f602dde87f8d3936509eb52c7")]
    public void The_words_of_a_version_never_change(string purpose, string version, string hash)
    {
        var text = purpose == "marketing_email" ? ConsentTexts.MarketingEmail : ConsentTexts.PrivacyNotice;

        Assert.Equal((purpose, version, hash), (text.Purpose, text.Version, text.Hash));
    }
}
