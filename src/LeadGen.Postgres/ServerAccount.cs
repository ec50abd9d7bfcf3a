using System.Diagnostics;

namespace LeadGen.Postgres;

/// <summary>
/// Postgres refuses to run as root. There it gets the account that its package made, or nobody. .NET starts a program
/// under another account itself; initdb wants one that has a name.
/// </summary>
internal static class ServerAccount
{
    private static readonly string[] Wanted = ["postgres", "nobody"];

    public static bool IsNeeded { get; } = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The account that owns the data; for a new folder the first there is, and the folder becomes its.</summary>
    public static async Task<string> ForAsync(ServerFolder folder, CancellationToken cancel)
    {
        var known = (await File.ReadAllLinesAsync("/etc/passwd", cancel))
            .Select(line => line.Split(':')[0])
            .ToHashSet();
        var accounts = Wanted.Where(known.Contains).ToList();
        if (!Directory.Exists(folder.Data) && accounts.Count > 0)
        {
            accounts = accounts[..1];
            await GiveAsync(folder.Root, accounts[0], cancel);
        }

        foreach (var account in accounts)
        {
            if (await OwnsAsync(account, folder.Root, cancel))
            {
                return account;
            }
        }

        var names = string.Join(" or ", accounts.DefaultIfEmpty("postgres or nobody"));
        throw new EmbeddedPostgresException(
            $"Postgres does not run as root, and the account it gets instead ({names}) cannot use {folder.Root}: "
                + "a folder above it is closed to others, or the data in it belong to somebody else. "
                + "Choose a data directory that the account can reach, such as /var/lib/leadgen, or start as an ordinary user."
        );
    }

    public static async Task GiveAsync(string path, string account, CancellationToken cancel)
    {
        var chown = new ProcessStartInfo("chown", ["-h", account, path]);
        var (code, output) = await Child.RunAsync(chown, cancel);
        if (code != 0)
        {
            throw new EmbeddedPostgresException($"{path} could not be given to the account {account}: {output}");
        }
    }

    // The account itself is asked: rights have more sources than the mode bits.
    private static async Task<bool> OwnsAsync(string account, string folder, CancellationToken cancel)
    {
        const string Ask = "cd \"$1\" && [ -O . ] && { [ ! -e data ] || [ -O data ]; }";
        var ask = new ProcessStartInfo("/bin/sh", ["-c", Ask, "sh", folder])
        {
            UserName = account,
            WorkingDirectory = "/",
        };
        return (await Child.RunAsync(ask, cancel)).Code == 0;
    }
}
