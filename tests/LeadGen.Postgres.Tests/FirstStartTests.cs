using System.Diagnostics;

namespace LeadGen.Postgres.Tests;

public sealed class FirstStartTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(900)]
    public async Task A_start_can_be_cancelled_at_any_time_and_the_next_one_succeeds(int milliseconds)
    {
        using var data = new DataDirectory();
        using var cancel = new CancellationTokenSource();
        var start = EmbeddedPostgres.StartAsync(data.Options, cancel.Token);
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        var since = Stopwatch.StartNew();
        await cancel.CancelAsync();
        try
        {
            await (await start).DisposeAsync();
        }
        catch (OperationCanceledException) { }

        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.False(data.IsRunning);
        await using var postgres = await data.StartAsync();
        Assert.Equal(1, await postgres.AskAsync("SELECT 1"));
        Assert.Empty(Directory.EnumerateDirectories(data.Root, "data.new*"));
    }

    [Theory]
    [InlineData("TERM", false, 200)]
    [InlineData("INT", true, 200)]
    public async Task A_process_that_is_told_to_end_while_it_makes_the_data_leaves_nothing_behind(
        string signal,
        bool allOfTheTerminal,
        int milliseconds
    )
    {
        SignalTests.SkipWhereIgnored(signal);
        using var data = new DataDirectory();
        using var peer = Peer.Start(data);
        await peer.ExpectAsync("say Making");
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        await peer.SignalAsync(signal, allOfTheTerminal);
        await peer.ExpectAsync("cancelled");
        Assert.Equal(0, await peer.ExitCodeAsync());
        Assert.False(data.IsRunning);
        await using var postgres = await data.StartAsync();
        Assert.Equal(1, await postgres.AskAsync("SELECT 1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public async Task A_process_killed_while_it_makes_the_data_leaves_nothing_that_bars_the_next(int milliseconds)
    {
        using var data = new DataDirectory();
        using var killed = Peer.Start(data);
        await killed.ExpectAsync("say Making");
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        await killed.KillAsync(); // initdb lives on

        await using var postgres = await data.StartAsync();
        Assert.Equal(1, await postgres.AskAsync("SELECT 1"));
    }

    [Fact]
    public async Task An_initdb_that_is_killed_ends_the_start_with_a_message_and_the_next_one_succeeds()
    {
        using var data = new DataDirectory();
        using var peer = Peer.Start(data);
        await peer.ExpectAsync("say Making");
        while (
            Directory.GetDirectories(data.Root, "data.new-*") is not [var made] || !KillInitdb(Path.GetFileName(made))
        )
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Contains("initdb", await peer.ExpectAsync("failed"), StringComparison.Ordinal);
        Assert.Equal(1, await peer.ExitCodeAsync());
        await using var postgres = await data.StartAsync();
        Assert.Equal(1, await postgres.AskAsync("SELECT 1"));
        Assert.Empty(Directory.EnumerateDirectories(data.Root, "data.new*"));
    }

    private static bool KillInitdb(string folder)
    {
        foreach (var process in Process.GetProcessesByName("initdb"))
        {
            using (process)
            {
                if (File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(folder, StringComparison.Ordinal))
                {
                    process.Kill();
                    return true;
                }
            }
        }

        return false;
    }
}
