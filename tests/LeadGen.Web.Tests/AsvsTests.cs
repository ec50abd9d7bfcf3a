using System.Text.RegularExpressions;
using LeadGen.Testing;

namespace LeadGen.Web.Tests;

public sealed partial class AsvsTests
{
    [Fact]
    public void Each_item_of_the_page_is_there_once_and_what_it_names_exists()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs/asvs.md"))
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .Select(row => (Item: row.Groups[1].Value, Answer: row.Groups[2].Value))
            .ToList();

        Assert.True(rows.Count > 120);
        Assert.Equal(rows.Count, rows.DistinctBy(row => row.Item).Count());
        Assert.All(
            rows.Where(row =>
                row.Answer != "open" && !row.Answer.StartsWith("not applying: ", StringComparison.Ordinal)
            ),
            row => Assert.True(IsThere(row.Answer), $"{row.Item}: {row.Answer}")
        );
    }

    /// <summary>A file, or a file and the method in it.</summary>
    private static bool IsThere(string answer)
    {
        var parts = answer.Split(' ');
        var file = Path.Combine(Repository.Root, parts[0]);
        return File.Exists(file)
            && (
                parts.Length == 1
                || (parts.Length == 2 && File.ReadAllText(file).Contains($" {parts[1]}(", StringComparison.Ordinal))
            );
    }

    [GeneratedRegex(@"^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \|$")]
    private static partial Regex Row();
}
