using System.Diagnostics;
using System.Globalization;
using LeadGen.Postgres;
using LeadGen.Testing;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Capture;

/// <summary>Postgres is killed under the app, which goes on: it asks those who come meanwhile to wait, and heals by itself.</summary>
public sealed class KilledPostgresTests
{
    [Fact]
    public async Task Kills_of_Postgres_amid_posts_lose_no_acknowledged_lead_and_double_none_and_the_app_lives_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process is killed by SIGKILL, which Windows does not have.");
        var kills = FormLedger.Times("LEADGEN_POSTGRES_KILLS", usual: 10);
        // Not a folder for us alone: under root Postgres runs as an account of its own.
        var folder = Directory.CreateDirectory(
            Path.Combine(Path.GetTempPath(), $"leadgen-killed-{Path.GetRandomFileName()}")
        );
        try
        {
            var options = EmbeddedPostgresOptions.In(folder.FullName);
            await using var postgres = await EmbeddedPostgres.StartAsync(options, Cancel);
            await RunAsync(postgres.ConnectionString, Path.Combine(options.Root, "data", "postmaster.pid"), kills);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string connection, string pidFile, int kills)
    {
        var ledger = new FormLedger("killed-postgres");
        using var app = await AppProcess.StartAsync(connection);
        // Not pooled: what was open when Postgres was killed is of no use afterwards.
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using (var db = Database.Open(source))
        {
            await ledger.PublishAsync(db);
        }

        await ledger.UntilOpenAsync(app.Address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var visits = ledger.VisitAsync(app.Address, new TaskCompletionSource(), stop.Token);
        for (var kill = 0; kill < kills; kill++)
        {
            await UntilMoreAsync(ledger, visits);
            await Task.Delay(TimeSpan.FromMilliseconds(kill % 10 * 23), Cancel);
            await KillAsync(pidFile);
        }

        await UntilMoreAsync(ledger, visits);
        await stop.CancelAsync();
        await visits;
        await using (var db = Database.Open(source))
        {
            await FormLedger.UntilScoredAsync(db);
        }

        await ledger.HoldsAsync(source);
        Assert.True(ledger.PutOff > 0, "Nobody came while Postgres was away.");
    }

    /// <summary>The app takes forms again: fifty more were acknowledged.</summary>
    private static async Task UntilMoreAsync(FormLedger ledger, Task visits)
    {
        var wanted = ledger.Acknowledged + 50;
        for (var since = Stopwatch.StartNew(); ledger.Acknowledged < wanted; await Task.Delay(10, Cancel))
        {
            Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
            if (visits.IsCompleted)
            {
                await visits; // says what it was
                Assert.Fail("The app is gone, or a page did not stand.");
            }
        }
    }

    private static async Task KillAsync(string pidFile)
    {
        var pid = int.Parse(File.ReadLines(pidFile).First(), CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(pid);
        postmaster.Kill();
        await postmaster.WaitForExitAsync(Cancel);
    }
}
