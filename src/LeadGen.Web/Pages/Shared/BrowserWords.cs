namespace LeadGen.Web.Pages.Shared;

/// <summary>A browser as its owner knows it.</summary>
public static class BrowserWords
{
    // In this order: most call themselves by the names of others too.
    private static readonly string[] Browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari", "curl"];
    private static readonly string[] Systems = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"];

    public static string Of(string? agent)
    {
        var browser = Named(agent, Browsers) switch
        {
            "Edg" => "Edge",
            "OPR" => "Opera",
            null => "A browser",
            var name => name,
        };
        return Named(agent, Systems) is { } system ? $"{browser} on {system}" : browser;
    }

    private static string? Named(string? agent, string[] names) =>
        names.FirstOrDefault(name => agent?.Contains(name, StringComparison.Ordinal) == true);
}
