using System.Diagnostics;
using System.Net;
using LeadGen.Web.Tests.Capture;
using Npgsql;

namespace LeadGen.Faults;

/// <summary>The database answers late, or has no connection to give.</summary>
internal static class SlowDatabase
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(20);

    public static readonly Fault[] All =
    [
        new("F5", "five connections for forty visitors at once, of whom each holds one for a while", PoolAsync),
        new(
            "F9",
            $"somebody locks the table of leads for {Held.TotalSeconds:N0} s while eight visitors fill forms",
            LockAsync
        ),
    ];

    private static async Task<string> PoolAsync()
    {
        await using var rig = await Rig.StartAsync();
        using var app = await rig.AppAsync(rig.ConnectionString + ";Maximum Pool Size=5;Timeout=2");
        using var http = FormLedger.Browser(app.Address);
        var forms = new List<Dictionary<string, string>>();
        for (var visitor = 0; visitor < 40; visitor++)
        {
            forms.Add(await rig.Ledger.FillAsync(http, $"pool{visitor}"));
        }

        var slowest = TimeSpan.Zero;
        await using (var locks = await rig.OpenAsync())
        await using (var transaction = await locks.BeginTransactionAsync())
        {
            await RunAsync(locks, "lock table leadgen.leads in access exclusive mode");
            var sending = forms
                .Select(async form =>
                {
                    var since = Stopwatch.StartNew();
                    var taken = await rig.Ledger.SendAsync(http, form);
                    return (taken, since.Elapsed);
                })
                .ToList();
            // Who gets no connection is told so while the lock still stands.
            while (sending.Count(one => one.IsCompleted) < forms.Count - 5)
            {
                await Task.WhenAny(sending.Where(one => !one.IsCompleted));
            }

            await transaction.RollbackAsync();
            foreach (var (_, took) in (await Task.WhenAll(sending)).Where(one => !one.taken))
            {
                slowest = took > slowest ? took : slowest;
            }
        }

        foreach (var form in forms)
        {
            Assert.True(await rig.Ledger.SendAsync(http, form), "A form that was put off was refused afterwards.");
        }

        return $"{await rig.HoldsAsync()}; {rig.Ledger.PutOff} were asked to wait, after {slowest.TotalSeconds:N1} s at most (the Timeout of the connection string, 2 s here)";
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
