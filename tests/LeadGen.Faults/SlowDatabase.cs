using System.Diagnostics;
using System.Net;
using LeadGen.Web.Tests.Capture;
using Npgsql;

namespace LeadGen.Faults;

/// <summary>The database answers late, or has no connection to give.</summary>
internal static class SlowDatabase
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(20);
    private const int Askers = 200;

    /// <summary>Of sixty, eight or more are for forms alone.</summary>
    private const int PoolWithoutForms = 40;

    public static readonly Fault[] All =
    [
        new(
            "F5",
            $"{Askers} ask at once for a page that waits for a locked table, until no connection is left, for {Held.TotalSeconds:N0} s while a visitor fills forms",
            StarveAsync
        ),
        new(
            "F9",
            $"somebody locks the table of leads for {Held.TotalSeconds:N0} s while eight visitors fill forms",
            LockAsync
        ),
    ];

    private static async Task<string> StarveAsync()
    {
        await using var rig = await Rig.StartAsync();
        using var app = await rig.AppAsync(rig.ConnectionString + ";Maximum Pool Size=60;Timeout=1");
        using var stop = new CancellationTokenSource();
        var visits = rig.Ledger.VisitAsync(app.Address, new TaskCompletionSource(), stop.Token);
        await rig.UntilMoreAsync(100, visits);
        await stop.CancelAsync();
        await visits;

        using var end = new CancellationTokenSource();
        await using var locks = await rig.OpenAsync();
        await using var transaction = await locks.BeginTransactionAsync();
        await RunAsync(locks, "lock table leadgen.__ef_migrations_history in access exclusive mode");
        var askers = Task.WhenAll(Enumerable.Range(0, Askers).Select(_ => AskAsync(app.Address, end.Token)));
        while (
            await rig.CountAsync("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
            < PoolWithoutForms
        )
        {
            await Task.Delay(20);
        }

        var took = await VisitAsync(rig, app.Address);
        await end.CancelAsync();
        await transaction.RollbackAsync();
        await askers;
        Assert.True(took.At(99) < TimeSpan.FromSeconds(1), $"Forms took {took}.");
        return $"{await rig.HoldsAsync()}; {took.Count:N0} forms meanwhile: {took}; {rig.Ledger.PutOff:N0} were asked to wait";
    }

    /// <summary>A page that waits for a table, again and again.</summary>
    private static async Task AskAsync(Uri address, CancellationToken end)
    {
        using var http = FormLedger.Browser(address);
        try
        {
            while (true)
            {
                using var answer = await http.GetAsync("/healthz/ready", end);
            }
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>One visitor after the other, for as long as it is to last.</summary>
    private static async Task<Durations> VisitAsync(Rig rig, Uri address)
    {
        using var http = FormLedger.Browser(address);
        var took = new Durations();
        for (var since = Stopwatch.StartNew(); since.Elapsed < Held; )
        {
            var one = Stopwatch.StartNew();
            var form = await rig.Ledger.FillAsync(http);
            await rig.Ledger.SendAsync(http, form);
            took.Add(one.Elapsed);
        }

        return took;
    }

    private static async Task<string> LockAsync()
    {
        await using var rig = await Rig.StartAsync();
        using var app = await rig.AppAsync();
        using var stop = new CancellationTokenSource();
        var visits = rig.Ledger.VisitAsync(app.Address, new TaskCompletionSource(), stop.Token);
        await rig.UntilMoreAsync(100, visits);
        await using (var locks = await rig.OpenAsync())
        await using (var transaction = await locks.BeginTransactionAsync())
        {
            await RunAsync(locks, "lock table leadgen.leads in access exclusive mode");
            await Task.Delay(Held);
            using var http = FormLedger.Browser(app.Address);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/healthz/live")).StatusCode);
            await transaction.RollbackAsync();
        }

        var back = Stopwatch.StartNew();
        await rig.UntilMoreAsync(100, visits);
        await stop.CancelAsync();
        await visits;
        return $"{await rig.HoldsAsync()}; a hundred more forms {back.Elapsed.TotalSeconds:N1} s after the lock was gone";
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
