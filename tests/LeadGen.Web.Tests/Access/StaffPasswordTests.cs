using CsCheck;
using LeadGen.Web.Access;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Tests.Access;

public sealed class StaffPasswordTests
{
    [Theory]
    [InlineData("four quiet river stones")]
    [InlineData("correct horse battery staple")]
    [InlineData("zwölf blaue Gänse")]
    [InlineData("x7!kQ2pLm9#z")]
    [InlineData("summer in the old harbour")]
    [InlineData("black dragon paints my kitchen")]
    [InlineData("7203948150268")]
    [InlineData("mina likes to swim")]
    public void Long_and_unlikely_is_enough(string password) => Assert.Null(ProblemWith(password));

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
    [InlineData("okafor-mina-1984")]
    [InlineData("NorthwindPumps1")]
    [InlineData("N0rthw1nd Pump$!")]
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("q1w2e3r4t5y6")]
    [InlineData("a1s2d3f4g5h6j7")]
    [InlineData("qazwsxedcrfvtgb")]
    [InlineData("112233445566")]
    [InlineData("12345678900987654321")]
    [InlineData("x7kqx7kqx7kqx7kq")]
    [InlineData("gfhjkmgfhjkm")]
    [InlineData("finalfantasy10")]
    [InlineData("iloveyouforever")]
    [InlineData("D0ntF0rget2026")]
    [InlineData("Christopher2019!")]
    public void Short_or_likely_is_not(string? password) => Assert.NotNull(ProblemWith(password));

    [Fact]
    public void A_guessed_part_more_never_makes_it_worse_and_a_letter_more_is_one_part_at_most() =>
        Gen
            .Char.Array[0, 40]
            .Select(letters => new string(letters))
            .Sample(text =>
            {
                var parts = GuessedFirst.PartsOf(text + "\u0001", []);
                Assert.InRange(parts, text.Length == 0 ? 1 : 2, text.Length + 1);
                Assert.InRange(GuessedFirst.PartsOf(text + "\u0001", [text]), 1, parts);
            });

    [Fact]
    public void Its_length_has_an_end()
    {
        var long_ = string.Concat(Enumerable.Repeat("four quiet river stones ", 20));
        Assert.Null(StaffPassword.ProblemWith(long_[..StaffPassword.MaxLength]));
        Assert.NotNull(StaffPassword.ProblemWith(long_[..(StaffPassword.MaxLength + 1)]));
    }

    [Fact]
    public void A_list_of_leaked_ones_is_read_from_a_file_however_they_are_capitalised()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.txt");
        File.WriteAllLines(path, ["tooshort", "Four Quiet River Stones", ""]);
        try
        {
            var leaked = LeakedPasswords.Read(path);
            Assert.Equal(1, leaked.Count);
            Assert.True(leaked.Has("four quiet river stones"));
            Assert.False(leaked.Has("four quiet river stone"));
        }
        finally
        {
            File.Delete(path);
        }

        var wrong = Assert.Throws<SettingException>(() => LeakedPasswords.Read(path));
        Assert.Contains("LeadGen__LeakedPasswords", wrong.Message, StringComparison.Ordinal);
        Assert.False(LeakedPasswords.Read(null).Has("four quiet river stones"));
    }

    private static string? ProblemWith(string? password) =>
        StaffPassword.ProblemWith(password, "mina.okafor@example.com", "Mina Okafor", "Northwind Pumps");
}
