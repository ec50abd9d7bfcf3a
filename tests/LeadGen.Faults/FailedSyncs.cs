using System.Diagnostics;
using LeadGen.Web.Tests.Capture;

namespace LeadGen.Faults;

/// <summary>The disk says no when Postgres wants to be sure that something is on it.</summary>
internal static class FailedSyncs
{
    private static readonly int Times = FormLedger.Times("LEADGEN_SYNCS", usual: 5);

    public static readonly Fault[] All =
    [
        new(
            "F8",
            $"the disk fails (EIO at fdatasync, by strace) {Times} times while eight visitors fill forms",
            () => Kills.UnderLoadAsync(Times, InjectAsync)
        ),
    ];

    /// <summary>Until Postgres has stopped at it, and with it all whom strace held.</summary>
    private static async Task InjectAsync(Rig rig)
    {
        var backends = await rig.TextAsync(
            "select string_agg(pid::text, ' ') from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
        );
        var panics = rig.Panics;
        Process strace;
        try
        {
            strace = Process.Start(
                new ProcessStartInfo(
                    "strace",
                    [
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=fdatasync",
                        "-e",
                        "inject=fdatasync:error=EIO:when=3",
                        .. backends.Split(' ').SelectMany(pid => new[] { "-p", pid }),
                    ]
                )
            )!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new NotHereException("strace is not installed");
        }

        using (strace)
        {
            for (var since = Stopwatch.StartNew(); rig.Panics == panics; await Task.Delay(50))
            {
                if (strace.HasExited && since.Elapsed > TimeSpan.FromSeconds(5))
                {
                    throw new NotHereException("strace may not look into other processes here");
                }

                Assert.True(since.Elapsed < TimeSpan.FromMinutes(1), "The failure was not felt.");
            }

            if (!strace.HasExited)
            {
                strace.Kill();
            }
        }
    }
}
