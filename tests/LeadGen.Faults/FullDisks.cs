using System.Diagnostics;
using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>No room is left where Postgres writes. The disk is memory of a fixed size, which needs root to be mounted.</summary>
internal static class FullDisks
{
    private const int Megabyte = 1024 * 1024;

    public static readonly Fault[] All =
    [
        new("F6", "the disk of Postgres is filled up while eight visitors fill forms, and freed again", DataAsync),
    ];

    private static async Task<string> DataAsync()
    {
        await using var disk = await Disk.MountAsync(megabytes: 400);
        await using var rig = await Rig.StartAsync(disk.Path);
        using var app = await rig.AppAsync();
        using var stop = new CancellationTokenSource();
        var visits = rig.Ledger.VisitAsync(app.Address, new TaskCompletionSource(), stop.Token);
        await rig.UntilMoreAsync(100, visits);
        var filler = Path.Combine(disk.Path, "filler");
        var before = rig.Ledger.PutOff;
        await FillAsync(filler);
        for (var since = Stopwatch.StartNew(); rig.Ledger.PutOff < before + 20; await Task.Delay(50))
        {
            await FillAsync(filler); // Postgres may have made room by recycling what it had
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), "The full disk was not felt.");
            Assert.False(visits.IsCompleted, "The app is gone.");
        }

        await Task.Delay(TimeSpan.FromSeconds(3));
        File.Delete(filler);
        var back = Stopwatch.StartNew();
        await rig.UntilMoreAsync(100, visits);
        var healed = back.Elapsed;
        await stop.CancelAsync();
        await visits;
        return $"{await rig.HoldsAsync()}; {rig.Ledger.PutOff:N0} were asked to wait, a hundred more forms {healed.TotalSeconds:N1} s after there was room again; neither was restarted by hand";
    }

    private static async Task FillAsync(string file)
    {
        var block = new byte[Megabyte / 16];
        try
        {
            await using var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None, 0);
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

    private sealed class Disk(string path) : IAsyncDisposable
    {
        public string Path => path;

        public static async Task<Disk> MountAsync(int megabytes)
        {
            if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            {
                throw new NotHereException("it needs Linux and root, to mount a small disk");
            }

            var path = Directory
                .CreateDirectory(
                    System.IO.Path.Combine(
                        System.IO.Path.GetTempPath(),
                        $"leadgen-disk-{System.IO.Path.GetRandomFileName()}"
                    )
                )
                .FullName;
            return await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", path) == 0
                ? new Disk(path)
                : throw new NotHereException("a small disk cannot be mounted here");
        }

        public async ValueTask DisposeAsync()
        {
            await RunAsync("umount", "-l", path);
            Directory.Delete(path);
        }

        private static async Task<int> RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }
}
