using Npgsql;

namespace LeadGen.Postgres.Tests;

public sealed class SharingTests(DataDirectory data) : IClassFixture<DataDirectory>
{
    [Fact]
    public async Task Two_processes_that_start_at_once_share_one_server_and_the_last_one_stops_it()
    {
        using var cold = new DataDirectory();
        using var one = Peer.Start(cold);
        using var other = Peer.Start(cold);
        var ready = await Task.WhenAll(one.ReadyAsync(), other.ReadyAsync());
        Assert.Equal(ready[0], ready[1]);
        Assert.Single(one.Lines.Concat(other.Lines), line => line.StartsWith("say Making", StringComparison.Ordinal));

        var postmaster = cold.Postmaster;
        await one.LeaveAsync();
        Assert.Equal(postmaster, cold.Postmaster);
        Assert.Equal(1, await Sql.AskAsync(ready[1], "SELECT 1"));
        await other.LeaveAsync();
        Assert.False(cold.IsRunning);
    }

    [Fact]
    public async Task Each_of_many_that_come_and_go_at_once_gets_a_server_that_stays_while_it_does()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ComeAndGoAsync()));
        Assert.False(data.IsRunning);

        async Task ComeAndGoAsync()
        {
            for (var round = 0; round < 8; round++)
            {
                await using var postgres = await data.StartAsync();
                await postgres.AskAsync("SELECT pg_sleep(random() * 0.05)");
            }
        }
    }

    [Fact]
    public async Task Programs_that_go_away_while_the_server_runs_bar_nobody_from_joining()
    {
        await using var first = await data.StartAsync();
        var without = data.Options with { ProgramFolder = data.FullName };
        await using var second = await EmbeddedPostgres.StartAsync(without, TestContext.Current.CancellationToken);
        Assert.Equal(first.ConnectionString, second.ConnectionString);
        await first.DisposeAsync();
        Assert.True(data.IsRunning);
        await second.DisposeAsync();
        Assert.False(data.IsRunning);
    }

    [Fact]
    public async Task Two_databases_of_one_server_are_apart()
    {
        await using var one = await data.StartAsync();
        await using var other = await EmbeddedPostgres.StartAsync(
            data.Options with
            {
                Database = "other",
            },
            TestContext.Current.CancellationToken
        );
        await one.AskAsync("CREATE TABLE mine ()");
        var failure = await Assert.ThrowsAsync<PostgresException>(() => other.AskAsync("SELECT 1 FROM mine"));
        Assert.Equal(PostgresErrorCodes.UndefinedTable, failure.SqlState);
    }
}
