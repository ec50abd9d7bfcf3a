using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Tests.Capture;

public sealed class ContentHashTests
{
    private static readonly Answers Sent = Of(("first_name", "Ada"), ("company", "Engines"));

    [Fact]
    public void The_same_submission_has_the_same_hash_in_any_order_and_spelling_of_the_address()
    {
        var again = Of(("company", "Engines"), ("first_name", "Ada")) with
        {
            Email = EmailAddress.Parse("ADA@example.com"),
        };

        Assert.Equal(ContentHash.Of("guide", Sent), ContentHash.Of("guide", again));
        Assert.Matches("^[0-9a-f]{64}$", ContentHash.Of("guide", Sent));
    }

    [Fact]
    public void Any_other_content_has_another_hash()
    {
        string[] hashes =
        [
            ContentHash.Of("guide", Sent),
            ContentHash.Of("webinar", Sent),
            ContentHash.Of(null, Sent),
            ContentHash.Of("", Sent),
            ContentHash.Of("guide", Sent with { Email = EmailAddress.Parse("bob@example.com") }),
            ContentHash.Of("guide", Sent with { Message = "Hello" }),
            ContentHash.Of("guide", Sent with { NextStep = NextStep.Content }),
            ContentHash.Of("guide", Sent with { ConsentMarketing = true }),
            ContentHash.Of("guide", Sent with { ConsentMarketing = false }),
            ContentHash.Of("guide", Of(("first_name", "Ada"))),
            ContentHash.Of("guide", Of(("first_name", "Ada"), ("company", "engines"))),
            ContentHash.Of("guide", Of(("first_name", "Adacompany"), ("", "Engines"))),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    private static Answers Of(params (string Fact, string Text)[] facts) =>
        new(EmailAddress.Parse("ada@example.com"), facts.ToDictionary(fact => fact.Fact, fact => fact.Text));
}
