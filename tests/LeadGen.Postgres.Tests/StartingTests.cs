using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LeadGen.Postgres.Tests;

public sealed class StartingTests(DataDirectory data) : IClassFixture<DataDirectory>
{
    [Fact]
    public async Task What_was_written_is_there_after_a_restart_and_the_port_is_the_same()
    {
        string first;
        await using (var postgres = await data.StartAsync())
        {
            first = postgres.ConnectionString;
            await postgres.AskAsync("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS n");
        }

        Assert.False(data.IsRunning);
        await using var again = await data.StartAsync();
        Assert.Equal(7, await again.AskAsync("SELECT n FROM kept"));
        Assert.Equal(first, again.ConnectionString);
        Assert.InRange(data.Said.Count, 0, 1);
    }

    [Fact]
    public async Task It_takes_another_port_when_somebody_has_its_own()
    {
        int port;
        await using (var postgres = await data.StartAsync())
        {
            port = new NpgsqlConnectionStringBuilder(postgres.ConnectionString).Port;
        }

        using var somebody = new TcpListener(IPAddress.Loopback, port);
        somebody.Start();
        await using var again = await data.StartAsync();
        Assert.NotEqual(port, new NpgsqlConnectionStringBuilder(again.ConnectionString).Port);
        Assert.Equal("leadgen", await again.AskAsync("SELECT current_database()"));
    }

    [Fact]
    public async Task A_folder_may_have_any_name_and_a_database_too()
    {
        using var data = DataDirectory.OnDisk(" é$HOME'\"`x");
        await using var postgres = await EmbeddedPostgres.StartAsync(
            data.Options with
            {
                Database = "Ada \"x\"; '",
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal("Ada \"x\"; '", await postgres.AskAsync("SELECT current_database()"));
    }

    [Fact]
    public async Task A_setting_that_Postgres_refuses_ends_with_its_own_words_and_bars_no_later_start()
    {
        var wrong = data.Options with { Settings = new Dictionary<string, string> { ["work_mem"] = "it's much" } };
        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(() =>
            EmbeddedPostgres.StartAsync(wrong, TestContext.Current.CancellationToken)
        );
        Assert.Contains("work_mem", failure.Message, StringComparison.Ordinal);
        Assert.Contains("it's much", failure.Message, StringComparison.Ordinal);

        var right = data.Options with { Settings = new Dictionary<string, string> { ["work_mem"] = "7MB" } };
        await using var postgres = await EmbeddedPostgres.StartAsync(right, TestContext.Current.CancellationToken);
        Assert.Equal("7MB", await postgres.AskAsync("SHOW work_mem"));
    }

    [Fact]
    public async Task A_folder_with_the_files_of_something_else_is_left_alone()
    {
        using var strange = new DataDirectory();
        Directory.CreateDirectory(strange.Root);
        var file = Path.Combine(strange.Root, "novel.txt");
        await File.WriteAllTextAsync(file, "Chapter 1", TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<EmbeddedPostgresException>(strange.StartAsync);
        Assert.Contains(strange.Root, failure.Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(strange.Root));
    }

    [Fact]
    public async Task Leaving_ends_connections_that_are_still_busy_and_leaving_twice_is_nothing()
    {
        var postgres = await data.StartAsync();
        var busy = postgres.AskAsync("SELECT pg_sleep(600)");
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var idle = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(busy.IsCompleted);

        var since = Stopwatch.StartNew();
        await postgres.DisposeAsync();
        await postgres.DisposeAsync();
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.False(data.IsRunning);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => busy);
    }
}
