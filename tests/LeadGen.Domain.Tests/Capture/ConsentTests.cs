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

    // The hashes are fixed: whoever changes the words adds a version here.
    [Theory]
    [InlineData("marketing_email", "1", "269711a68f602e3458f933784bfceea53e1828b25857e6c41a2be069e5145a8a")]
    [InlineData("web_tracking", "1", "f2954dd52df81aa0f3e34651e7cedc557e4a5ac72296faf4a1a063e6cbb4a86c")]
    [InlineData("mail_tracking", "1", "88ce5c541a0ccdd817450a40d3f207255668b9e4f67981f57a67e33ee2aeec69")]
    [InlineData("privacy_notice", "1", "f68ce85e84ac274e6a4afbe45fa216313a08870f602dde87f8d3936509eb52c7")]
    [InlineData("privacy_notice", "2", "18d1f638ddb3db8f7288f9a3c9416b496d8753d2a0307515f72bdf4e925f3115")]
    public void The_words_of_a_version_never_change(string purpose, string version, string hash)
    {
        var text = Assert.Single(ConsentTexts.Shipped, text => (text.Purpose, text.Version) == (purpose, version));

        Assert.Equal(hash, text.Hash);
    }

    [Fact]
    public void Every_purpose_has_its_words() =>
        Assert.Equal(ConsentPurposes.All.Order(), ConsentTexts.Shipped.Select(text => text.Purpose).Distinct().Order());
}
