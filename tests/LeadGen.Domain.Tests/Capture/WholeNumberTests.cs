using System.Globalization;
using CsCheck;
using LeadGen.Domain.Capture;

namespace LeadGen.Domain.Tests.Capture;

public sealed class WholeNumberTests
{
    private static readonly string[] Separators = ["", ",", " ", "'", "\u202F"];

    [Theory]
    [InlineData("0", "0")]
    [InlineData("007", "7")]
    [InlineData(" 1200 ", "1200")]
    [InlineData("1,200", "1200")]
    [InlineData("1 200", "1200")]
    [InlineData("1\u00A0200\u202F000", "1200000")]
    [InlineData("1'200’000", "1200000")]
    [InlineData("12,00,000", "1200000")]
    [InlineData("1,200.00", "1200")]
    [InlineData("200.0", "200")]
    [InlineData("１２００", "1200")]
    [InlineData("١٢٠٠", "1200")]
    [InlineData("1000000000", "1000000000")]
    public void A_number_is_read_as_people_write_it(string text, string expected) =>
        Assert.Equal(expected, Employees(text));

    [Theory]
    [InlineData("1.200")]
    [InlineData("1.000")]
    [InlineData("12.000")]
    [InlineData("1,000.000")]
    [InlineData("1.200.000")]
    [InlineData("1,5")]
    [InlineData("1,20")]
    [InlineData("1200,000")]
    [InlineData("12 34")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("50-100")]
    [InlineData("200+")]
    [InlineData("many")]
    [InlineData("½")]
    [InlineData("1000000001")]
    [InlineData("99999999999999999999999")]
    public void What_could_be_read_in_two_ways_or_in_none_is_asked_again(string text) => Assert.Null(Employees(text));

    [Fact]
    public void Any_number_grouped_in_any_usual_way_is_that_number() =>
        Gen.Select(Gen.Int[0, 1_000_000_000], Gen.Int[0, 4].Select(at => Separators[at]))
            .Sample(
                (number, separator) =>
                    Employees(
                        number
                            .ToString("N0", CultureInfo.InvariantCulture)
                            .Replace(",", separator, StringComparison.Ordinal)
                    ) == number.ToString(CultureInfo.InvariantCulture)
            );

    private static string? Employees(string text) =>
        FormReader
            .Read(
                null,
                [
                    KeyValuePair.Create("email", (string?)"ada@example.com"),
                    KeyValuePair.Create("employees", (string?)text),
                ]
            )
            .Answers?.Facts["employees"];
}
