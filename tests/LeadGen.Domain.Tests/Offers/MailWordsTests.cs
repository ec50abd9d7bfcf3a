using CsCheck;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class MailWordsTests
{
    private static readonly Dictionary<string, string?> Mina = new() { ["first_name"] = "Mina", ["place"] = "" };

    [Theory]
    [InlineData("Hello {{first_name}},", "Hello Mina,")]
    [InlineData("Hello {{ first_name }},", "Hello Mina,")]
    [InlineData("Hello {{first_name|there}},", "Hello Mina,")]
    [InlineData("Hello {{date|there}},", "Hello there,")]
    [InlineData("At {{place|a place of yours}}", "At a place of yours")]
    [InlineData("Code {{code}}.", "Code .")]
    [InlineData("No name { here }", "No name { here }")]
    public void Names_are_filled_in(string text, string filled) => Assert.Equal(filled, MailWords.Fill(text, Mina));

    [Theory]
    [InlineData("{{secret}}", "{{secret}}")]
    [InlineData("{{first_name}} {{lead.email}}", "{{lead.email}}")]
    [InlineData("{{#if code}}", "{{#if code}}")]
    [InlineData("{{first_name", "{{")]
    public void Another_name_is_told(string text, string unknown) => Assert.Equal(unknown, MailWords.Unknown(text));

    [Theory]
    [InlineData(" Mina ", "Mina")]
    [InlineData("Anne-Marie", "Anne-Marie")]
    [InlineData("Zoë", "Zoë")]
    [InlineData("李", "李")]
    [InlineData("Mary Ann", "Mary Ann")]
    [InlineData("Buy now at evil.example", null)]
    [InlineData("evil.example", null)]
    [InlineData("https://evil.example", null)]
    [InlineData("You have won", null)]
    [InlineData("<b>", null)]
    [InlineData("Abcdefghijklmnopqrstuvwxyzabcdefg", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_what_can_be_a_first_name_is_written_to_its_reader(string? typed, string? name) =>
        Assert.Equal(name, MailWords.FirstName(typed));

    [Fact]
    public void What_is_filled_in_is_not_read_as_a_name_again() =>
        Assert.Equal(
            "{{code}}",
            MailWords.Fill(
                "{{first_name}}",
                new Dictionary<string, string?> { ["first_name"] = "{{code}}", ["code"] = "X" }
            )
        );

    [Fact]
    public void What_passes_the_check_leaves_no_braces_of_a_name_behind() =>
        Gen.String[Gen.Char["{}|ab_ firstname#"], 0, 40]
            .Sample(text =>
            {
                if (MailWords.Unknown(text) is null)
                {
                    Assert.DoesNotContain("{{", MailWords.Fill(text, Mina), StringComparison.Ordinal);
                }
            });
}
