using LeadGen.Testing;
using LeadGen.Web.Data;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Handoffs;

/// <summary>An instance that stops in the middle and goes on long afterwards neither holds the others up nor does anything twice.</summary>
public sealed class FrozenAppTests(PostgresServer server)
{
    private const int Handoffs = 400;

    [Fact]
    public async Task Of_two_instances_one_of_which_is_frozen_amid_a_batch_each_step_has_its_effects_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A process is frozen by SIGSTOP, which Windows does not have.");
        await using var app = await WebApp.StartAsync(server);
        var (manager, ids) = await PromiseData.ManyDueAsync(app, Handoffs);
        AppProcess frozen;
        await using (var turns = await LockTurnsAsync(app))
        {
            frozen = await AppProcess.StartAsync(app.ConnectionString);
            // It has claimed its share, and would go on with whose turn it is.
            await UntilBatchAsync(app, "wait_event_type = 'Lock' and query like '%team_turns%'");
            await frozen.FreezeAsync();
        }

        using var _ = frozen;
        await UntilBatchAsync(app, "state = 'idle in transaction' and query like '%team_turns%'");
        using var other = await AppProcess.StartAsync(app.ConnectionString);
        await UntilAsync(app, $"select count(*) >= {Handoffs} from leadgen.handoff_steps where step = 'accept_breach'");
        await frozen.ThawAsync();
        // What it had begun fails now, and it looks again for what is due.
        await Task.Delay(TimeSpan.FromSeconds(7), Cancel);

        await PromiseData.DoneOnceAsync(app, manager, ids);
    }

    [Fact]
    public async Task A_batch_that_stands_still_amid_a_statement_is_ended_by_another_instance()
    {
        await using var app = await WebApp.StartAsync(server);
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        await using var stuck = await source.OpenConnectionAsync(Cancel);
        await using var name = new NpgsqlCommand(
            $"begin; set local idle_in_transaction_session_timeout = '200ms'; set local application_name = '{Batches.Name}'; select * from leadgen.team_turns for update",
            stuck
        );
        await name.ExecuteNonQueryAsync(Cancel);
        // The answer is larger than what lies between the two, and nobody reads it: the server is not idle, it writes.
        await using var large = new NpgsqlCommand("select repeat('x', 1000) from generate_series(1, 100000)", stuck);
        var unread = await large.ExecuteReaderAsync(Cancel);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancel);

        Assert.Equal(0, await EndFrozenAsync(app, TimeSpan.FromMinutes(1)));
        Assert.Equal(1, await EndFrozenAsync(app, TimeSpan.FromSeconds(1)));

        // It hears that it was ended, or that the connection is gone.
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await unread.DisposeAsync());
        await using var free = await LockTurnsAsync(app);
    }

    private static Task<int> EndFrozenAsync(WebApp app, TimeSpan after) =>
        app.DbAsync(db => db.EndFrozenAsync(after, Cancel));

    /// <summary>Held until it is disposed of.</summary>
    private static async Task<NpgsqlConnection> LockTurnsAsync(WebApp app)
    {
        var connection = new NpgsqlConnection(app.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(
            "begin; set local lock_timeout = '10s'; select * from leadgen.team_turns for update",
            connection
        );
        await command.ExecuteNonQueryAsync(Cancel);
        return connection;
    }

    private static Task UntilBatchAsync(WebApp app, string condition) =>
        UntilAsync(
            app,
            $"""
            select exists (select from pg_stat_activity where datname = current_database()
                and application_name = '{Batches.Name}' and {condition})
            """
        );

    private static async Task UntilAsync(WebApp app, string question)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        await using var command = source.CreateCommand(question);
        while (!(bool)(await command.ExecuteScalarAsync(limit.Token))!)
        {
            await Task.Delay(50, limit.Token);
        }
    }
}
