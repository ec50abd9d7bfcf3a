namespace LeadGen.Postgres;

/// <summary>The folder of one server: what lies where in it, and that nobody else may read it.</summary>
internal sealed class ServerFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersMayPass = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public ServerFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Data = In("data");
        if (Directory.Exists(Root) && Directory.EnumerateFileSystemEntries(Root).Any() && !File.Exists(TurnLock))
        {
            throw new EmbeddedPostgresException(
                $"The folder {Root} holds files of something else. Choose another data directory, or move them away."
            );
        }

        Make(Root, OwnerOnly);
    }

    public string Root { get; }
    public string Data { get; }
    public string PasswordFile => In("password");
    public string Log => In("server.log");

    /// <summary>Held while a server is found, started or stopped.</summary>
    public string TurnLock => In("start.lock");

    /// <summary>Shared by all who use the server.</summary>
    public string UseLock => In("in-use.lock");

    /// <summary>The account the server runs as where it may not run as ours, which is root.</summary>
    public string? Account { get; private set; }

    public string In(string name) => Path.Combine(Root, name);

    /// <summary>Makes a folder and those above it. Ours stay closed to others, unless the server has another account.</summary>
    public static void Make(string folder, UnixFileMode? mode = null)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            Make(parent);
        }

        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, mode ?? (ServerAccount.IsNeeded ? OthersMayPass : OwnerOnly));
        }
    }

    /// <summary>To be called with the turn: makes sure of the rights, and of the account where we are root.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Root, OwnerOnly);
        }

        if (ServerAccount.IsNeeded)
        {
            Account = await ServerAccount.ForAsync(this, cancel);
        }
    }

    /// <summary>
    /// Replaces a file in one step, readable by the server's account only. What has the name is replaced and never
    /// written through: it might be a link that leads elsewhere.
    /// </summary>
    public async Task WriteAsync(string file, string text, CancellationToken cancel)
    {
        var fresh = file + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(fresh, options))
        {
            await using var writer = new StreamWriter(stream, leaveOpen: true);
            await writer.WriteAsync(text.AsMemory(), cancel);
            await writer.FlushAsync(cancel);
            stream.Flush(flushToDisk: true);
        }

        if (Account is not null)
        {
            await ServerAccount.GiveAsync(fresh, Account, cancel);
        }

        File.Move(fresh, file, overwrite: true);
    }
}
