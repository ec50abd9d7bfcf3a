namespace LeadGen.Postgres.Tests;

public sealed class SignalTests(DataDirectory data) : IClassFixture<DataDirectory>
{
    [Theory]
    [InlineData("TERM", false)]
    [InlineData("INT", false)]
    [InlineData("INT", true)]
    public async Task A_process_that_is_told_to_end_stops_its_server(string signal, bool allOfTheTerminal)
    {
        SkipWhereIgnored(signal);
        using var peer = Peer.Start(data);
        await Sql.AskAsync(await peer.ReadyAsync(), "SELECT 1");
        await peer.SignalAsync(signal, allOfTheTerminal);
        await peer.ExpectAsync("left");
        Assert.Equal(0, await peer.ExitCodeAsync());
        Assert.False(data.IsRunning);
        var log = await File.ReadAllTextAsync(
            Path.Combine(data.Root, "server.log"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("received fast shutdown request", log, StringComparison.Ordinal);
    }

    // A background job of a shell without job control ignores Ctrl-C, and so does what it starts.
    internal static void SkipWhereIgnored(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent the Linux way.");
        var ignored = File.ReadLines("/proc/self/status")
            .First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        var mask = Convert.ToUInt64(ignored[7..].Trim(), 16);
        Assert.SkipWhen(
            signal == "INT" && (mask & 2) != 0,
            "This shell ignores SIGINT. Run the tests in the foreground."
        );
    }
}
