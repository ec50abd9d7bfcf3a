using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 12, 3, 15, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, Delivery> Wrong =>
        new()
        {
            { "thanks", new Delivery(Thanks: new string('a', Delivery.ThanksMaxLength + 1)) },
            { "url", new Delivery(Url: "javascript:alert(1)") },
            { "url", new Delivery(Url: "//evil.example") },
            { "url", new Delivery(Url: "https://a.example/\r\nSet-Cookie: a=b") },
            { "goes_at_once", new Delivery(GoesAtOnce: true) },
            { "goes_at_once", new Delivery(Url: "https://a.example", GoesAtOnce: true, Coupon: new Coupon("A")) },
            { "file", new Delivery(new OfferFile("../secret.pdf", "a.pdf", "application/pdf")) },
            { "file", new Delivery(new OfferFile("a.pdf", "a\"\r\nb.pdf", "application/pdf")) },
            { "code", new Delivery(Coupon: new Coupon("two words")) },
            { "warn_below", new Delivery(Coupon: new Coupon(WarnBelow: -1)) },
            { "starts_at", new Delivery(Seats: 5) },
            { "starts_at", new Delivery(Place: "Hall 3") },
            { "ends_at", new Delivery(StartsAt: Start, EndsAt: Start) },
            { "time_zone", new Delivery(StartsAt: Start, TimeZone: "Mars/Olympus") },
            { "seats", new Delivery(StartsAt: Start, Seats: 0) },
            { "seats", new Delivery(StartsAt: Start, Seats: 5, Coupon: new Coupon()) },
            { "mail_subject", new Delivery(Mail: new MailWords("", "Hello")) },
            { "mail_text", new Delivery(Mail: new MailWords("Here", "Hello {{password}}")) },
            { "mail_text", new Delivery(Mail: new MailWords("Here", "Hello {{#each people}}")) },
        };

    [Theory, MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_at_its_field(string field, Delivery delivery) =>
        Assert.Equal([field], DeliveryRules.Check(delivery).Keys);

    [Fact]
    public void Nothing_and_everything_can_be_handed_out()
    {
        Assert.Empty(DeliveryRules.Check(Delivery.Nothing));
        Assert.Empty(
            DeliveryRules.Check(
                new Delivery(
                    new OfferFile("uploads/0193", "Grüße, 100 %.pdf", "application/pdf"),
                    "https://meet.example/a?b=c",
                    "Thank you",
                    Start,
                    Start.AddHours(2),
                    "Europe/Berlin",
                    "Hall 3",
                    200,
                    false,
                    new Coupon("WELCOME10"),
                    new MailWords("For {{first_name|you}}", "On {{date}} at {{ place }}")
                )
            )
        );
    }

    [Fact]
    public void A_pool_and_seats_are_limited_and_a_shared_code_is_not()
    {
        Assert.True(new Delivery(Coupon: new Coupon()).IsLimited());
        Assert.True(new Delivery(StartsAt: Start, Seats: 1).IsLimited());
        Assert.False(new Delivery(Coupon: new Coupon("A")).IsLimited());
        Assert.False(Delivery.Nothing.IsLimited());
    }
}
