namespace LeadGen.Web.Tests.Imports;

/// <summary>Whole real files beside a clone, and the mapping files that the docs ship. Who wants one is skipped where it is absent.</summary>
internal static class RealData
{
    public static string Map(string name) =>
        System.IO.File.ReadAllText(Path.Combine(Root().FullName, "docs", "imports", name + ".map.json"));

    public static string File(string file)
    {
        var folder = Environment.GetEnvironmentVariable("LEADGEN_DATA") is { Length: > 0 } set
            ? set
            : Path.Combine(Root().FullName, "..", "shared", "data");
        var path = Path.Combine(folder, file);
        Assert.SkipUnless(
            System.IO.File.Exists(path),
            $"{file} is not on this machine (set LEADGEN_DATA to its folder)."
        );
        return path;
    }

    private static DirectoryInfo Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "LeadGen.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("LeadGen.sln is not above the tests.");
        }

        return folder;
    }
}
