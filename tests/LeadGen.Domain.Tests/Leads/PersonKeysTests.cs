using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Leads;

public sealed class PersonKeysTests
{
    [Theory]
    [InlineData("Jane+news@Acme.example", "jane@acme.example")]
    [InlineData("j.ane.doe@gmail.com", "janedoe@gmail.com")]
    [InlineData("j.anedoe+x@googlemail.com", "janedoe@gmail.com")]
    [InlineData("jane.doe@acme.example", "jane.doe@acme.example")]
    [InlineData("+jane@acme.example", "+jane@acme.example")]
    public void A_mailbox_is_the_address_without_what_its_provider_takes_no_notice_of(string email, string mailbox) =>
        Assert.Equal(mailbox, PersonKeys.Mailbox(EmailAddress.Parse(email)));

    [Theory]
    [InlineData("+49 (0)89 123 45 67", "089 1234567")]
    [InlineData("0049-89-1234567", "+49 89 1234567")]
    public void A_phone_number_is_the_same_however_it_is_written(string one, string other)
    {
        // The last digits say it; a way into the country or out of the house may stand before them.
        var (first, second) = (Key(PersonKeyKind.Phone, ("phone", one)), Key(PersonKeyKind.Phone, ("phone", other)));
        Assert.EndsWith("891234567", first, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("112")]
    [InlineData("000000000")]
    [InlineData("ask me")]
    [InlineData("1111111")]
    public void What_is_no_number_finds_nobody(string phone) => Assert.Null(Key(PersonKeyKind.Phone, ("phone", phone)));

    [Fact]
    public void Names_and_companies_are_compared_without_case_accents_and_legal_forms() =>
        Assert.Equal(
            Key(
                PersonKeyKind.NameAtCompany,
                ("first_name", "José"),
                ("last_name", "Muñoz-Ruiz"),
                ("company", "Acme GmbH & Co. KG")
            ),
            Key(PersonKeyKind.NameAtCompany, ("first_name", "JOSE"), ("last_name", "Munoz Ruiz"), ("company", "acme"))
        );

    [Fact]
    public void A_free_mail_domain_says_nothing_of_a_company()
    {
        Assert.Equal("weber|acme.example", Key(PersonKeyKind.NameAtDomain, "eva@acme.example", ("last_name", "Weber")));
        Assert.Null(Key(PersonKeyKind.NameAtDomain, "eva@gmail.com", ("last_name", "Weber")));
    }

    [Theory]
    [InlineData("Jon", "John", true)]
    [InlineData("J.", "Jane", true)]
    [InlineData("Alexander", "Alex", true)]
    [InlineData(null, "Jane", true)]
    [InlineData("Jane", "Jose", false)]
    [InlineData("Eva", "Ida", false)]
    public void First_names_may_be_one(string? one, string? other, bool may)
    {
        Assert.Equal(may, PersonKeys.MayBeOne(one, other));
        Assert.Equal(may, PersonKeys.MayBeOne(other, one));
    }

    private static string? Key(PersonKeyKind kind, params (string Fact, string Value)[] facts) =>
        Key(kind, "eva@acme.example", facts);

    private static string? Key(PersonKeyKind kind, string email, params (string Fact, string Value)[] facts)
    {
        var lead = Lead.Capture(Guid.CreateVersion7(Now), EmailAddress.Parse(email), Channel.Form, null, Now);
        lead.Learn(
            new FactAnswers(
                facts.ToDictionary(fact => fact.Fact, fact => (string?)fact.Value),
                FactOrigin.Person,
                Now,
                Now
            )
        );
        return PersonKeys.Of(lead).GetValueOrDefault(kind);
    }
}
