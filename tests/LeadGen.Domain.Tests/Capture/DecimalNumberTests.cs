using System.Globalization;
using CsCheck;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Capture;

public sealed class DecimalNumberTests
{
    [Theory]
    [InlineData("2.5", "2.5")]
    [InlineData("2,5", "2.5")]
    [InlineData("2.50", "2.5")]
    [InlineData("-0.25", "-0.25")]
    [InlineData("-0.0", "0")]
    [InlineData("0,125", "0.125")]
    [InlineData("1.2345", "1.2345")]
    [InlineData("1,200.50", "1200.5")]
    [InlineData("1 200.5", "1200.5")]
    [InlineData("1,200", "1200")]
    [InlineData("１２,５", "12.5")]
    [InlineData("1200", "1200")]
    [InlineData("-7", "-7")]
    public void A_number_is_read_as_people_write_it(string text, string expected) => Assert.Equal(expected, Size(text));

    [Theory]
    [InlineData("1.200")]
    [InlineData("12.000")]
    [InlineData("1.2.3")]
    [InlineData("1 5")]
    [InlineData("1'5")]
    [InlineData("2.")]
    [InlineData(".5")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("2.5 m")]
    [InlineData("99999999999999999999999.5")]
    public void What_could_be_read_in_two_ways_or_in_none_is_asked_again(string text) => Assert.Null(Size(text));

    [Fact]
    public void Any_price_is_itself_with_a_point_and_with_a_comma() =>
        Gen.Int[-1_000_000, 1_000_000]
            .Sample(cents =>
            {
                var text = (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
                var read = Size(text);
                return read is not null
                    && decimal.Parse(read, CultureInfo.InvariantCulture) == cents / 100m
                    && Size(text.Replace('.', ',')) == read;
            });

    private static string? Size(string text) =>
        FormReader
            .Read(
                [new("email", true), new("custom.size", false, "Size", Control: FieldControl.Number)],
                [new("email", "ada@example.com"), new("custom.size", text)]
            )
            .Answers?.Facts.GetValueOrDefault("custom.size");
}
