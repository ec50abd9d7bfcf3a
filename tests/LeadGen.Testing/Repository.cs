namespace LeadGen.Testing;

/// <summary>Where the project lies, seen from the tests.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file or folder of the shared data sets, or null where they are absent.</summary>
    public static string? Data(string path)
    {
        var data = Environment.GetEnvironmentVariable("LEADGEN_DATA") ?? Path.Combine(Root, "..", "shared", "data");
        var found = Path.Combine(data, path);
        return File.Exists(found) || Directory.Exists(found) ? found : null;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeadGen.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("LeadGen.sln is not above the tests.");
        }

        return folder.FullName;
    }
}
