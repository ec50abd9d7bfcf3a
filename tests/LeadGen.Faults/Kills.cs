using System.Diagnostics;
using System.Globalization;
using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>SIGKILL, and what Postgres does to its clients when it stops.</summary>
internal static class Kills
{
    private static readonly int Times = FormLedger.Times("LEADGEN_FAULTS", usual: 20);

    public static readonly Fault[] All =
    [
        new("F1", $"the app is killed {Times} times while eight visitors fill forms", AppAsync),
        new("F2", $"Postgres is killed {Times} times under an app that goes on", PostgresAsync),
        new("F3", $"all connections are ended {Times} times by pg_terminate_backend", TerminateAsync),
        new(
            "F22",
            "the keys that protect data are deleted while visitors fill forms, and the app starts anew",
            KeysAsync
        ),
    ];

    private static async Task<string> AppAsync()
    {
        await using var rig = await Rig.StartAsync();
        for (var kill = 0; kill < Times; kill++)
        {
            using var app = await rig.AppAsync();
            var begun = new TaskCompletionSource();
            var visits = rig.Ledger.VisitAsync(app.Address, begun, CancellationToken.None);
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await Task.Delay(30 + kill % 25 * 17);
            await app.KillAsync();
            await visits;
            rig.Ledger.Reopen();
        }

        using (await rig.AppAsync())
        {
            return await rig.HoldsAsync();
        }
    }

    private static Task<string> PostgresAsync() =>
        UnderLoadAsync(
            Times,
            async rig =>
            {
                var pid = int.Parse(File.ReadLines(rig.PidFile).First(), CultureInfo.InvariantCulture);
                using var postmaster = Process.GetProcessById(pid);
                postmaster.Kill();
                await postmaster.WaitForExitAsync();
            }
        );

    private static Task<string> TerminateAsync() =>
        UnderLoadAsync(
            Times,
            async rig =>
                await rig.CountAsync(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
                )
        );

    /// <summary>Hits Postgres again and again while eight visitors fill forms, each time once it has taken some more.</summary>
    internal static async Task<string> UnderLoadAsync(int times, Func<Rig, Task> hit)
    {
        await using var rig = await Rig.StartAsync();
        using var app = await rig.AppAsync();
        using var stop = new CancellationTokenSource();
        var visits = rig.Ledger.VisitAsync(app.Address, new TaskCompletionSource(), stop.Token);
        var longest = TimeSpan.Zero;
        for (var time = 0; time < times; time++)
        {
            await rig.UntilMoreAsync(50, visits);
            await Task.Delay(time % 10 * 23);
            await hit(rig);
            var back = Stopwatch.StartNew();
            await rig.UntilMoreAsync(1, visits);
            longest = back.Elapsed > longest ? back.Elapsed : longest;
        }

        await rig.UntilMoreAsync(50, visits);
        await stop.CancelAsync();
        await visits;
        return $"{await rig.HoldsAsync()}; {rig.Ledger.PutOff:N0} were asked to wait, the next form at most {longest.TotalSeconds:N1} s later; the app was not restarted";
    }

    private static async Task<string> KeysAsync()
    {
        await using var rig = await Rig.StartAsync();
        using (var app = await rig.AppAsync())
        {
            var open = await rig.Ledger.FillAsync(FormLedger.Browser(app.Address), "old-tab");
            using var stop = new CancellationTokenSource();
            var visits = rig.Ledger.VisitAsync(app.Address, new TaskCompletionSource(), stop.Token);
            await rig.UntilMoreAsync(50, visits);
            await rig.CountAsync(
                "with gone as (delete from leadgen.data_protection_keys returning 1) select count(*) from gone"
            );
            await rig.UntilMoreAsync(50, visits);
            await stop.CancelAsync();
            await visits;
            await app.KillAsync();
            using var next = await rig.AppAsync();
            Assert.True(await rig.Ledger.SendAsync(FormLedger.Browser(next.Address), open), "The old tab was refused.");
            return $"{await rig.HoldsAsync()}; a form that was open before was taken after";
        }
    }
}
