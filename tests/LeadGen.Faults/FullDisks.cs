using System.Diagnostics;
using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>No room is left where Postgres writes.</summary>
internal static class FullDisks
{
    private static readonly TimeSpan StaysFull = TimeSpan.FromSeconds(5);

    public static readonly Fault[] All =
    [
        new("F6", "the disk of Postgres is filled up while eight visitors fill forms, and freed again", DataAsync),
        new(
            "F7",
            "the disk of its write-ahead log alone is filled up in the same way, at which Postgres stops",
            LogAsync
        ),
    ];

    private static async Task<string> DataAsync()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 400);
        await using var rig = await Rig.StartAsync(disk.Path);
        return await FillUpAsync(rig, disk, () => Task.CompletedTask);
    }

    private static async Task<string> LogAsync()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 128);
        await using var rig = await Rig.StartAsync(log: disk);
        var told = await FillUpAsync(rig, disk, () => rig.TryAsync("select pg_switch_wal()"));
        Assert.True(rig.Panics > 0, "Postgres has not stopped.");
        return $"{told}; Postgres stopped {rig.Panics} times";
    }

    /// <param name="useUp">Has Postgres want more room.</param>
    private static async Task<string> FillUpAsync(Rig rig, SmallDisk disk, Func<Task> useUp)
    {
        using var app = await rig.AppAsync();
        using var stop = new CancellationTokenSource();
        var visits = rig.Ledger.VisitAsync(app.Address, new TaskCompletionSource(), stop.Token);
        await rig.UntilMoreAsync(100, visits);
        await disk.FillAsync();
        var before = rig.Ledger.PutOff;
        for (var since = Stopwatch.StartNew(); rig.Ledger.PutOff < before + 20; await Task.Delay(50))
        {
            await disk.FillAsync(); // Postgres may have made room by recycling what it had
            await useUp();
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), "The full disk was not felt.");
            Assert.False(visits.IsCompleted, "The app is gone.");
        }

        await Task.Delay(StaysFull);
        disk.Free();
        var back = Stopwatch.StartNew();
        await rig.UntilMoreAsync(100, visits);
        var healed = back.Elapsed;
        await stop.CancelAsync();
        await visits;
        return $"{await rig.HoldsAsync()}; {rig.Ledger.PutOff:N0} were asked to wait, a hundred more forms {healed.TotalSeconds:N1} s after there was room again; neither was restarted by hand";
    }
}
