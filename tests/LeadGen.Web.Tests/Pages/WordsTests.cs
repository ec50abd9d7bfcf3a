using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Tests.Pages;

public sealed class WordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 8, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.5, "under 1 min")]
    [InlineData(48, "48 min")]
    [InlineData(60, "1 h")]
    [InlineData(252, "4 h 12 min")]
    [InlineData(2 * 1440, "2 d")]
    [InlineData(2 * 1440 + 200, "2 d 3 h")]
    public void A_span_is_said_in_its_two_largest_units(double minutes, string words) =>
        Assert.Equal(words, Words.Span(TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData(-5, "in 5 min")]
    [InlineData(0, "just now")]
    [InlineData(12, "12 min ago")]
    [InlineData(200, "3 h ago")]
    [InlineData(1441, "1 day ago")]
    [InlineData(5 * 1440, "5 days ago")]
    [InlineData(28 * 1440, "26 Oct 2026")]
    public void An_instant_is_said_as_people_say_it(int minutesAgo, string words) =>
        Assert.Equal(words, Words.Ago(Now.AddMinutes(-minutesAgo), Now));

    [Theory]
    [InlineData(15, "+15")]
    [InlineData(0, "0")]
    [InlineData(-10, "−10")]
    public void Points_carry_their_sign(int points, string words) => Assert.Equal(words, Words.Points(points));
}
