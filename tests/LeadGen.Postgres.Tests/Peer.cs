using System.Diagnostics;

namespace LeadGen.Postgres.Tests;

/// <summary>Another process that uses the Postgres of a data directory; see the project LeadGen.Postgres.Peer.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    public List<string> Lines { get; } = [];

    public static Peer Start(
        DataDirectory data,
        string? programs = null,
        Action<IDictionary<string, string?>>? with = null
    )
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are watched through /proc.");
        // In a session of its own, as a shell gives one to each command.
        var program = Path.Combine(AppContext.BaseDirectory, "LeadGen.Postgres.Peer");
        var start = new ProcessStartInfo("/usr/bin/setsid", [program, data.FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (programs is not null)
        {
            start.ArgumentList.Add(programs);
        }

        with?.Invoke(start.Environment);
        return new Peer(Process.Start(start)!);
    }

    /// <summary>The rest of the first line that begins with a word.</summary>
    public async Task<string> ExpectAsync(string word)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            Lines.Add(line);
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line[word.Length..].Trim();
            }
        }

        throw new InvalidOperationException($"No line begins with '{word}':\n{string.Join('\n', Lines)}");
    }

    public Task<string> ReadyAsync() => ExpectAsync("ready");

    public async Task LeaveAsync()
    {
        _process.StandardInput.Close();
        await ExpectAsync("left");
        Assert.Equal(0, await ExitCodeAsync());
    }

    /// <summary>To the process, or as Ctrl-C does it to all of its session.</summary>
    public async Task SignalAsync(string signal, bool all = false)
    {
        using var kill = Process.Start("kill", ["-" + signal, "--", (all ? "-" : "") + _process.Id]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Longest);
        return _process.ExitCode;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await ExitCodeAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
