namespace LeadGen.Postgres;

/// <summary>
/// Locks between processes by files in a folder (flock on Unix). The operating system drops them with the process,
/// however it ends, so nothing stale is ever left. They hold within one process too.
/// </summary>
internal static class FolderLock
{
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)]; // Linux, macOS, Windows

    public static FileStream? TryAlone(string file) => TryOpen(file, FileAccess.ReadWrite, FileShare.None);

    public static async Task<FileStream> SharedAsync(string file, CancellationToken cancel)
    {
        FileStream? held;
        while ((held = TryOpen(file, FileAccess.Read, FileShare.Read)) is null)
        {
            await Task.Delay(10, cancel);
        }

        return held;
    }

    /// <summary>Waits for its turn, and tells once when that takes longer than people like to wait unknowing.</summary>
    public static async Task<FileStream> AloneAsync(string file, Action onLongWait, CancellationToken cancel)
    {
        FileStream? held;
        for (var tries = 1; (held = TryAlone(file)) is null; tries++)
        {
            await Task.Delay(50, cancel);
            if (tries == 30)
            {
                onLongWait();
            }
        }

        return held;
    }

    private static FileStream? TryOpen(string file, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return null;
        }
    }
}
