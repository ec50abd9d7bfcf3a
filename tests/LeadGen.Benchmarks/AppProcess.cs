using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LeadGen.Postgres;

namespace LeadGen.Benchmarks;

/// <summary>The app as it is deployed, in a process of its own, on a database of its own that keeps its promises about the disk.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartAtMost = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private AppProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>From the start of the process to the first answer of 200.</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="readyAt">The path whose first 200 ends the start.</param>
    /// <param name="settings">More settings, as environment variables.</param>
    public static async Task<AppProcess> StartAsync(
        string connectionString,
        string dataDirectory,
        string readyAt = "/healthz/ready",
        IReadOnlyList<(string Name, string Value)>? settings = null
    )
    {
        var port = FreePort();
        var start = ProcessOf(connectionString, dataDirectory, $"--urls=http://127.0.0.1:{port}");
        foreach (var (name, value) in settings ?? [])
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var app = new AppProcess(process, port);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        while (!await IsReadyAsync(http, readyAt))
        {
            if (process.HasExited || watch.Elapsed > StartAtMost)
            {
                throw new InvalidOperationException("The app did not start.");
            }

            await Task.Delay(10);
        }

        app.StartedIn = watch.Elapsed;
        return app;
    }

    /// <summary>Runs a command of the app to its end.</summary>
    /// <returns>What it printed, and the most memory it had in bytes.</returns>
    public static async Task<(string Output, long Memory)> CommandAsync(
        string connectionString,
        string dataDirectory,
        params string[] arguments
    )
    {
        using var process = Process.Start(ProcessOf(connectionString, dataDirectory, arguments))!;
        process.ErrorDataReceived += (_, line) => Console.WriteLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEndAsync();
        var memory = 0L;
        while (!process.HasExited)
        {
            process.Refresh();
            memory = Math.Max(memory, process.HasExited ? 0 : process.WorkingSet64);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(1)));
        }

        return process.ExitCode == 0
            ? ((await output).Trim(), memory)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    /// <summary>Begins a command of the app, which the caller may kill.</summary>
    public static Process Command(string connectionString, string dataDirectory, params string[] arguments)
    {
        var process = Process.Start(ProcessOf(connectionString, dataDirectory, arguments))!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Makes what is measured: the app as it is deployed.</summary>
    public static async Task PublishAsync()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish",
                Path.Combine(RepositoryRoot(), "src", "LeadGen.Web"),
                "--configuration",
                "Release",
                "--use-current-runtime",
                "--self-contained",
                "false",
                "-p:PublishReadyToRun=true",
                "--output",
                Published(),
                "--verbosity",
                "quiet",
            ]
        );
        using var publish = Process.Start(start)!;
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException("The app could not be published.");
        }
    }

    private static string Published() => Path.Combine(RepositoryRoot(), "artifacts", "benchmark");

    private static ProcessStartInfo ProcessOf(string connectionString, string dataDirectory, params string[] arguments)
    {
        var published = Published();
        return new ProcessStartInfo("dotnet", [Path.Combine(published, "LeadGen.Web.dll"), .. arguments])
        {
            WorkingDirectory = published,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__LeadGen"] = connectionString,
                ["LeadGen__DataDirectory"] = dataDirectory,
                ["LeadGen__Demo"] = "true",
                ["LeadGen__RateLimits__Enabled"] = "false",
                ["LeadGen__SecondFactorFor"] = "Nobody",
                ["Serilog__MinimumLevel__Default"] = "Warning",
            },
        };
    }

    /// <summary>Sends it <c>-STOP</c> or <c>-CONT</c>, for one.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("-TERM");
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>A server with default durability, in this folder or in one that is thrown away.</summary>
    public static async Task<(EmbeddedPostgres Server, string Folder)> PostgresAsync(string? keep = null)
    {
        var folder = keep is null
            ? Directory.CreateTempSubdirectory("leadgen-bench-").FullName
            : Directory.CreateDirectory(keep).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101); // root's server runs as another account
        }

        return (await EmbeddedPostgres.StartAsync(EmbeddedPostgresOptions.In(folder)), folder);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LeadGen.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("LeadGen.sln is not above the benchmarks.");
        }

        return folder.FullName;
    }
}
