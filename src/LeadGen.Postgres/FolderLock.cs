namespace LeadGen.Postgres;

/// <summary>Locks between processes by files in a folder. The operating system drops them with the process, however it ends.</summary>
internal static class FolderLock
{
    public static FileStream? TryAlone(string folder, string name) =>
        TryOpen(folder, name, FileAccess.ReadWrite, FileShare.None);

    public static FileStream? TryShared(string folder, string name) =>
        TryOpen(folder, name, FileAccess.Read, FileShare.Read);

    public static async Task<FileStream> AloneAsync(string folder, string name, CancellationToken cancel)
    {
        FileStream? held;
        while ((held = TryAlone(folder, name)) is null)
        {
            await Task.Delay(50, cancel);
        }

        return held;
    }

    private static FileStream? TryOpen(string folder, string name, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(Path.Combine(folder, name), FileMode.OpenOrCreate, access, share);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
