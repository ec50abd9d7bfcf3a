using LeadGen.Web.Access;

namespace LeadGen.Web.Tests.Access;

public sealed class StaffPasswordTests
{
    [Theory]
    [InlineData("four quiet river stones")]
    [InlineData("correct horse battery staple")]
    [InlineData("zwölf blaue Gänse")]
    [InlineData("x7!kQ2pLm9#z")]
    [InlineData("summer in the old harbour")]
    public void Long_and_unlikely_is_enough(string password) =>
        Assert.Null(StaffPassword.ProblemWith(password, "mina.okafor@example.com"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("elevenchars")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abababababababab")]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiop12")]
    [InlineData("LeadGenLeadGen1")]
    [InlineData("Summer2026!!")]
    [InlineData("mina.okafor1")]
    [InlineData("Example.com-Mina")]
    public void Short_or_likely_is_not(string? password) =>
        Assert.NotNull(StaffPassword.ProblemWith(password, "mina.okafor@example.com"));

    [Fact]
    public void Its_length_has_an_end()
    {
        var long_ = string.Concat(Enumerable.Repeat("four quiet river stones ", 20));
        Assert.Null(StaffPassword.ProblemWith(long_[..StaffPassword.MaxLength], null));
        Assert.NotNull(StaffPassword.ProblemWith(long_[..(StaffPassword.MaxLength + 1)], null));
    }
}
