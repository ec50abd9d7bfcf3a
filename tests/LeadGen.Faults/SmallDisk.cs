using System.Diagnostics;

namespace LeadGen.Faults;

/// <summary>A disk of a fixed size in memory, which needs Linux and root to be mounted.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabyte = 1024 * 1024;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw new NotHereException("it needs Linux and root, to mount a small disk");
        }

        var name = $"leadgen-disk-{System.IO.Path.GetRandomFileName()}";
        var path = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), name)).FullName;
        return await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", path) == 0
            ? new SmallDisk(path)
            : throw new NotHereException("a small disk cannot be mounted here");
    }

    /// <summary>Takes all the room that is left.</summary>
    public async Task FillAsync()
    {
        var block = new byte[Megabyte / 16];
        try
        {
            await using var stream = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, 0);
            while (true)
            {
                await stream.WriteAsync(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Filler);

    /// <summary>Moves a folder of a server that stands still onto it; the server finds it where it was.</summary>
    public async Task TakeAsync(string folder)
    {
        var moved = System.IO.Path.Combine(Path, System.IO.Path.GetFileName(folder));
        Assert.Equal(0, await RunAsync("mv", folder, moved));
        File.CreateSymbolicLink(folder, moved);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
