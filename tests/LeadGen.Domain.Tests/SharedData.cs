namespace LeadGen.Domain.Tests;

/// <summary>Reference files that lie beside a clone, or where LEADGEN_DATA says. A test that wants one is skipped where it is absent.</summary>
internal static class SharedData
{
    public static string Reference(string file) => Find("reference", file);

    /// <summary>A file of one of the data sets.</summary>
    public static string Find(string set, string file)
    {
        var path = Folder() is { } folder ? Path.Combine(folder, set, file) : null;
        Assert.SkipUnless(
            File.Exists(path),
            $"The reference file {file} is not on this machine (set LEADGEN_DATA to its folder)."
        );
        return path!;
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable("LEADGEN_DATA") is { Length: > 0 } set)
        {
            return set;
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "LeadGen.sln")))
            {
                return Path.Combine(at.FullName, "..", "shared", "data");
            }
        }

        return null;
    }
}
