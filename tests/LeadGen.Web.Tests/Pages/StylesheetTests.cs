using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadGen.Web.Tests.Pages;

public sealed partial class StylesheetTests
{
    private const double Text = 4.5; // WCAG 1.4.3
    private const double Graphic = 3; // WCAG 1.4.11
    private const int MaxBytes = 28 * 1024;

    private static readonly string Web = FindWeb();
    private static readonly string Css = File.ReadAllText(Path.Combine(Web, "wwwroot", "css", "leadgen.css"));
    private static readonly Dictionary<string, (string Day, string Night)> Tokens = Token()
        .Matches(Css)
        .ToDictionary(match => match.Groups[1].Value, match => (match.Groups[2].Value, match.Groups[3].Value));

    [Theory]
    [InlineData("ink", "paper surface sunken accent-soft", Text)]
    [InlineData("ink-soft", "paper surface sunken accent-soft", Text)]
    [InlineData("accent", "paper surface sunken accent-soft", Text)]
    [InlineData("accent-strong", "paper surface sunken", Text)]
    [InlineData("on-accent", "accent accent-strong", Text)]
    [InlineData("accent-ink", "accent-soft", Text)]
    [InlineData("sun-ink", "sun-soft surface accent-soft", Text)]
    [InlineData("good-ink", "good-soft", Text)]
    [InlineData("bad", "paper surface sunken accent-soft", Text)]
    [InlineData("bad-ink", "bad-soft surface", Text)]
    [InlineData("on-bad", "bad bad-strong", Text)]
    [InlineData("on-bar", "bar", Text)]
    [InlineData("on-bar-soft", "bar", Text)]
    [InlineData("edge", "paper surface sunken", Graphic)]
    [InlineData("sun", "paper surface sunken", Graphic)]
    [InlineData("good", "paper surface", Graphic)]
    [InlineData("focus", "paper surface sunken accent-soft", Graphic)]
    public void Every_colour_can_be_seen_on_what_lies_behind_it_by_day_and_by_night(
        string front,
        string backs,
        double needed
    )
    {
        foreach (var back in backs.Split(' '))
        {
            var day = Contrast(Tokens[front].Day, Tokens[back].Day);
            var night = Contrast(Tokens[front].Night, Tokens[back].Night);
            Assert.True(day >= needed, $"--{front} on --{back} by day: {day:0.00}");
            Assert.True(night >= needed, $"--{front} on --{back} by night: {night:0.00}");
        }
    }

    [Fact]
    public void The_stylesheet_stays_small() => Assert.InRange(new FileInfo(CssPath()).Length, 1, MaxBytes);

    [Fact]
    public void The_stylesheet_fetches_nothing() => Assert.DoesNotMatch("url\\(|@import", Css);

    [Fact]
    public void No_page_has_inline_style_or_an_inline_handler()
    {
        var pages = Directory.GetFiles(Path.Combine(Web, "Pages"), "*.cshtml", SearchOption.AllDirectories);
        Assert.True(pages.Length > 10);
        Assert.DoesNotContain(pages, page => Inline().IsMatch(File.ReadAllText(page)));
    }

    private static string CssPath() => Path.Combine(Web, "wwwroot", "css", "leadgen.css");

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Relative luminance of #rrggbb, as WCAG 2 defines it.</summary>
    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var share = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    private static string FindWeb()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeadGen.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return Path.Combine(folder.FullName, "src", "LeadGen.Web");
    }

    [GeneratedRegex(@"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")]
    private static partial Regex Token();

    [GeneratedRegex("""<style|\s(style|on[a-z]+)\s*=\s*["']""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
