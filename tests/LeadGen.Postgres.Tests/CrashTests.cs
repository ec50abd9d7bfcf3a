using System.Diagnostics;
using Npgsql;

namespace LeadGen.Postgres.Tests;

// They share the data, so that each starts from what the one before left.
public sealed class CrashTests(DataDirectory data) : IClassFixture<DataDirectory>
{
    [Fact]
    public async Task A_server_whose_users_were_all_killed_is_adopted_and_stopped_by_the_next()
    {
        using var killed = Peer.Start(data);
        var connection = await killed.ReadyAsync();
        await Sql.AskAsync(connection, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS n");
        var postmaster = data.Postmaster;
        await killed.KillAsync();
        Assert.True(data.IsRunning);

        await using (var next = await data.StartAsync())
        {
            Assert.Equal(postmaster, data.Postmaster);
            Assert.Equal(7, await next.AskAsync("SELECT n FROM kept"));
        }

        Assert.False(data.IsRunning);
    }

    [Fact]
    public async Task A_killed_server_starts_again_with_what_was_committed()
    {
        using var killed = Peer.Start(data);
        var connection = await killed.ReadyAsync();
        await Sql.AskAsync(connection, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS n");
        await killed.KillAsync();
        data.KillPostmaster();

        await using var next = await data.StartAsync();
        Assert.Equal(7, await next.AskAsync("SELECT n FROM kept"));
    }

    [Fact]
    public async Task Backends_that_outlive_a_killed_server_do_not_bar_the_next()
    {
        using var killed = Peer.Start(data);
        await using var source = NpgsqlDataSource.Create(await killed.ReadyAsync());
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var backend = connection.ProcessID;
        const string Loop = "DO 'BEGIN WHILE clock_timestamp() < now() + interval ''60 s'' LOOP END LOOP; END'";
        // It never waits, so it never learns that its postmaster is gone.
        await using var loop = new NpgsqlCommand(Loop, connection);
        loop.CommandTimeout = 0;
        var busy = loop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await killed.KillAsync();
        data.KillPostmaster();

        Assert.True(Directory.Exists($"/proc/{backend}/cwd/base"));
        await using var next = await data.StartAsync();
        Assert.Equal(1, await next.AskAsync("SELECT 1"));
        Assert.False(Directory.Exists($"/proc/{backend}/cwd/base"));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => busy);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")] // it waits for its clients, and takes no new ones
    public async Task A_server_that_is_ended_under_its_users_comes_back_where_they_look_for_it(string signal)
    {
        using var peer = Peer.Start(data);
        await using var postgres = await data.StartAsync();
        Assert.Equal(await peer.ReadyAsync(), postgres.ConnectionString);
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var client = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await postgres.AskAsync("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS n");
        var ended = data.Postmaster;
        await SignalAsync(signal, ended);

        var since = Stopwatch.StartNew();
        while (!data.IsRunning || data.Postmaster == ended || !await AnswersAsync(postgres))
        {
            Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(7, await postgres.AskAsync("SELECT n FROM kept"));
        await peer.LeaveAsync();
        Assert.True(data.IsRunning);
        await postgres.DisposeAsync();
        Assert.False(data.IsRunning);
    }

    [Fact]
    public async Task Leaving_a_server_that_was_killed_ends_well()
    {
        await using var postgres = await data.StartAsync();
        data.KillPostmaster();
        await postgres.DisposeAsync();
        Assert.DoesNotContain(data.Said, line => line.Contains("not stopped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("of the account of the server")]
    [InlineData("of ours")]
    [InlineData("of nobody")]
    public async Task A_number_in_the_pid_file_that_now_is_another_process_s_bars_nobody(string whose)
    {
        await (await data.StartAsync()).DisposeAsync();
        using var other = new Process { StartInfo = new ProcessStartInfo("sleep", "60") };
        if (Environment.IsPrivilegedProcess && whose == "of the account of the server")
        {
            other.StartInfo.UserName = Owner(data.Data);
        }

        other.Start();
        if (whose == "of nobody")
        {
            other.Kill();
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        string[] lines =
        [
            $"{other.Id}",
            data.Data,
            "1700000000",
            "5432",
            "",
            "127.0.0.1",
            "  1234567    12345",
            "ready   ",
        ];
        await File.WriteAllLinesAsync(data.PidFile, lines, TestContext.Current.CancellationToken);
        await using var postgres = await data.StartAsync();
        Assert.NotEqual(other.Id, data.Postmaster);
        Assert.Equal(1, await postgres.AskAsync("SELECT 1"));
        if (whose != "of nobody")
        {
            Assert.False(other.HasExited);
            other.Kill();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("99999999999\n")]
    [InlineData("-17\n/nowhere\n1\n")]
    public async Task A_pid_file_that_a_power_cut_spoiled_bars_nobody(string text)
    {
        await (await data.StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(data.PidFile, text, TestContext.Current.CancellationToken);
        await using var postgres = await data.StartAsync();
        Assert.Equal(1, await postgres.AskAsync("SELECT 1"));
    }

    [Fact]
    public async Task A_server_that_waits_for_its_clients_to_stop_is_started_anew()
    {
        await using var first = await data.StartAsync();
        await using var source = NpgsqlDataSource.Create(first.ConnectionString);
        await using var client = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var stopping = data.Postmaster;
        await SignalAsync("TERM", stopping);
        await using var second = await data.StartAsync();
        Assert.NotEqual(stopping, data.Postmaster);
        Assert.Equal(1, await second.AskAsync("SELECT 1"));
    }

    private static async Task SignalAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{pid}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<bool> AnswersAsync(EmbeddedPostgres postgres)
    {
        try
        {
            return await postgres.AskAsync("SELECT 1") is 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string Owner(string path)
    {
        var start = new ProcessStartInfo("stat", ["-c", "%U", path]) { RedirectStandardOutput = true };
        using var stat = Process.Start(start)!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }
}
