using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace LeadGen.Testing;

/// <summary>The built app as a process of its own, which a test can kill.</summary>
public sealed class AppProcess : IDisposable
{
    private static readonly TimeSpan StartAtMost = TimeSpan.FromMinutes(3);
    private static readonly string Project = Path.Combine(Repository.Root, "src", "LeadGen.Web");

    /// <summary>The app's own output, in the configuration of the tests: there its static files are known.</summary>
    private static readonly string Program = Path.Combine(
        Project,
        Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."), AppContext.BaseDirectory),
        "LeadGen.Web.dll"
    );

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private AppProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>All that it has said so far.</summary>
    public string Log => string.Join('\n', _lines);

    public Uri Address { get; }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Started, migrated and ready.</summary>
    /// <param name="settings">As environment variables, such as <c>("LeadGen__Demo", "true")</c>.</param>
    public static async Task<AppProcess> StartAsync(
        string connectionString,
        params (string Name, string Value)[] settings
    )
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var process = Process.Start(StartOf(connectionString, [$"--urls={address}"], settings))!;
        var app = new AppProcess(process, address);
        await app.ReadyAsync();
        return app;
    }

    /// <summary>Runs a command of the app to its end.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> CommandAsync(
        string connectionString,
        IEnumerable<string> command,
        params (string Name, string Value)[] settings
    )
    {
        using var process = Process.Start(StartOf(connectionString, command, settings))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException(await errors);
    }

    /// <summary>Until it says that; the time it gets is generous.</summary>
    public async Task UntilLoggedAsync(string words, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartAtMost);
        while (!_lines.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM: it ends what is under way, and is gone.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("-TERM");
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGSTOP: it does nothing any more, its connections stay open, and it knows of nothing.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"kill {signal} ended with {kill.ExitCode}.");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>On a machine that runs all tests at once a connection takes its time.</summary>
    private static string Patient(string connectionString) =>
        connectionString.Contains(";Timeout=", StringComparison.Ordinal)
            ? connectionString
            : connectionString + ";Timeout=10";

    private static ProcessStartInfo StartOf(
        string connectionString,
        IEnumerable<string> arguments,
        (string Name, string Value)[] settings
    )
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            WorkingDirectory = Project,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__LeadGen"] = Patient(connectionString),
                ["LeadGen__RateLimits__Enabled"] = "false",
                ["LeadGen__SecondFactorFor"] = "Nobody",
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await http.GetAsync("/healthz/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (watch.Elapsed < StartAtMost)
            {
                // It does not listen yet.
            }

            if (_process.HasExited)
            {
                throw new InvalidOperationException("The app has ended: " + Log);
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
