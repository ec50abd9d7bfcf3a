using System.Text.RegularExpressions;
using LeadGen.Testing;

namespace LeadGen.Web.Tests;

/// <summary>Who may use whom, read off the using lines of the sources.</summary>
public sealed partial class DependencyRuleTests
{
    /// <summary>The folders of the domain are a chain; each uses only those above it.</summary>
    private static readonly string[] Chain =
    [
        "Offers",
        "Capture",
        "Touchpoints",
        "Scoring",
        "Lifecycle",
        "Leads",
        "Handoffs",
        "Outcomes",
        "Nurture",
        "Insights",
        "Learning",
    ];

    /// <summary>What features stand on; they do not stand on each other.</summary>
    private static readonly string[] Ground = ["Data", "Operations"];

    private static readonly string[] Tops = ["Pages", "Api", "Work", "Commands"];

    private static readonly string Source = Path.Combine(Repository.Root, "src");

    [Fact]
    public void The_domain_uses_nothing()
    {
        var files = Files("LeadGen.Domain");
        Assert.True(files.Count > 50);
        Assert.All(files, file => Assert.All(Usings(file), used => Assert.StartsWith("LeadGen.Domain", used)));
        Assert.All(files, file => Assert.DoesNotContain("TimeProvider", File.ReadAllText(file)));
        Assert.DoesNotContain(
            "PackageReference",
            File.ReadAllText(Path.Combine(Source, "LeadGen.Domain", "LeadGen.Domain.csproj"))
        );
    }

    [Fact]
    public void Inside_the_domain_the_chain_only_runs_down()
    {
        var inFolders = Files("LeadGen.Domain")
            .Where(file => Chain.Contains(FolderOf(file, "LeadGen.Domain")))
            .ToList();
        Assert.True(inFolders.Count > 40);
        var used = inFolders.SelectMany(file => Usings(file).Select(name => (file, name))).ToList();
        Assert.NotEmpty(used);
        Assert.All(
            used,
            use =>
            {
                var target = use.name.Split('.').ElementAtOrDefault(2);
                Assert.True(
                    target is null
                        || Array.IndexOf(Chain, target) < Array.IndexOf(Chain, FolderOf(use.file, "LeadGen.Domain")),
                    $"{use.file} uses {use.name}"
                );
            }
        );
    }

    [Fact]
    public void The_private_Postgres_knows_nothing_of_leads()
    {
        var files = Files("LeadGen.Postgres");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Empty(Usings(file)));
    }

    [Fact]
    public void A_feature_uses_the_domain_and_the_data_and_no_other_feature()
    {
        var features = Files("LeadGen.Web")
            .Select(file => (File: file, Folder: FolderOf(file, "LeadGen.Web")))
            .Where(feature =>
                feature.Folder is not "" && !Ground.Contains(feature.Folder) && !Tops.Contains(feature.Folder)
            )
            .ToList();
        Assert.True(features.Select(feature => feature.Folder).Distinct().Count() >= 3);
        Assert.All(
            features,
            feature =>
                Assert.All(
                    WebUsings(feature.File),
                    used =>
                        Assert.True(
                            Ground.Contains(used) || used == feature.Folder,
                            $"{feature.File} uses LeadGen.Web.{used}"
                        )
                )
        );
    }

    [Fact]
    public void Nothing_uses_pages_or_api_but_themselves_and_the_start()
    {
        var below = Files("LeadGen.Web")
            .Where(file => FolderOf(file, "LeadGen.Web") is not ("" or "Pages" or "Api"))
            .ToList();
        Assert.True(below.Count > 20);
        Assert.All(below, file => Assert.DoesNotContain(WebUsings(file), used => used is "Pages" or "Api"));
    }

    [Fact]
    public void Data_uses_the_domain_only()
    {
        var files = Files("LeadGen.Web").Where(file => FolderOf(file, "LeadGen.Web") == "Data").ToList();
        Assert.True(files.Count > 10);
        Assert.All(files, file => Assert.All(WebUsings(file), used => Assert.Equal("Data", used)));
    }

    private static List<string> Files(string project) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Migrations")
                ),
        ];

    private static string FolderOf(string file, string project)
    {
        var parts = Path.GetRelativePath(Path.Combine(Source, project), file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : "";
    }

    private static List<string> Usings(string file) =>
        [.. UsingLine().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> WebUsings(string file) =>
        Usings(file)
            .Where(used => used.StartsWith("LeadGen.Web.", StringComparison.Ordinal))
            .Select(used => used.Split('.')[2]);

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?(LeadGen\.[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
