using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace LeadGen.Postgres;

/// <summary>
/// A private Postgres on loopback, for a machine on which none is configured. A folder has at most one server; every
/// process that asks for it shares it, and the last one to leave stops it. What a killed process left, the next adopts.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Owner = "leadgen";
    private readonly string _root,
        _data,
        _password;
    private readonly PostgresPrograms _programs;
    private FileStream? _inUse;

    private EmbeddedPostgres(string root, PostgresPrograms programs) =>
        (_root, _data, _password, _programs) = (
            root,
            Path.Combine(root, "data"),
            Path.Combine(root, "password"),
            programs
        );

    public string ConnectionString { get; private set; } = "";

    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options,
        CancellationToken cancel = default
    )
    {
        Directory.CreateDirectory(options.Root);
        await using var turn = await FolderLock.AloneAsync(options.Root, "start.lock", cancel);
        var version = Path.Combine(options.Root, "data", "PG_VERSION");
        var major = File.Exists(version)
            ? int.Parse(await File.ReadAllTextAsync(version, cancel), CultureInfo.InvariantCulture)
            : (int?)null;
        var server = new EmbeddedPostgres(options.Root, await PostgresPrograms.FindAsync(major, options, cancel));
        if (major is null)
        {
            await server.InitialiseAsync(cancel);
        }

        server._inUse = FolderLock.TryShared(options.Root, "in-use.lock");
        await server.AttachOrStartAsync(options.Settings, cancel);
        await server.ConnectAsync(options.Database, cancel);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_inUse is null)
        {
            return;
        }

        await using var turn = await FolderLock.AloneAsync(_root, "start.lock", CancellationToken.None);
        await _inUse.DisposeAsync();
        _inUse = null;
        using var alone = FolderLock.TryAlone(_root, "in-use.lock");
        if (alone is not null)
        {
            await _programs.RunAsync(
                "pg_ctl",
                _root,
                CancellationToken.None,
                "stop",
                "-D",
                _data,
                "-s",
                "-w",
                "-m",
                "fast"
            );
        }
    }

    private async Task InitialiseAsync(CancellationToken cancel)
    {
        var fresh = _data + ".new";
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true); // of an initdb that was killed half-way
        }

        await File.WriteAllTextAsync(_password, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)), cancel);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        if (PostgresPrograms.Account is { } account)
        {
            using var chown = Process.Start("chown", ["-R", account + ":", _root]);
            await chown.WaitForExitAsync(cancel);
        }

        await _programs.RunAsync(
            "initdb",
            _root,
            cancel,
            "-D",
            fresh,
            "-U",
            Owner,
            "-E",
            "UTF8",
            "--locale=C",
            "-A",
            "scram-sha-256",
            "--pwfile=" + _password,
            "--no-instructions"
        );
        await File.AppendAllTextAsync(Path.Combine(fresh, "postgresql.conf"), "\ninclude = 'leadgen.conf'\n", cancel);
        Directory.Move(fresh, _data);
    }

    private async Task AttachOrStartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancel)
    {
        var pidFile = Path.Combine(_data, "postmaster.pid");
        for (var attempt = 1; ; attempt++)
        {
            if (IsOurs(pidFile))
            {
                return;
            }

            File.Delete(pidFile); // after kill -9 or a power cut its process is gone, or its number is another's
            var all = new Dictionary<string, string>(settings)
            {
                ["listen_addresses"] = "127.0.0.1",
                ["port"] = FreePort(),
                ["unix_socket_directories"] = "",
            };
            await File.WriteAllLinesAsync(
                Path.Combine(_data, "leadgen.conf"),
                all.Select(s => $"{s.Key} = '{s.Value}'"),
                cancel
            );
            try
            {
                // pg_ctl gives the server a session of its own, so that Ctrl-C reaches the app only; it waits out a recovery.
                await _programs.RunAsync(
                    "pg_ctl",
                    _root,
                    cancel,
                    "start",
                    "-D",
                    _data,
                    "-s",
                    "-w",
                    "-t",
                    "300",
                    "-l",
                    Path.Combine(_root, "server.log")
                );
            }
            catch (EmbeddedPostgresException) when (attempt < 3)
            {
                // Somebody took the port in between, or backends of a killed server are still leaving: once more.
                await Task.Delay(300 * attempt, cancel);
            }
        }
    }

    private async Task ConnectAsync(string database, CancellationToken cancel)
    {
        var target = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(
                File.ReadLines(Path.Combine(_data, "postmaster.pid")).ElementAt(3),
                CultureInfo.InvariantCulture
            ),
            Username = Owner,
            Password = await File.ReadAllTextAsync(_password, cancel),
            Database = "postgres",
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection)
        {
            Parameters = { new() { Value = database } },
        };
        if (await find.ExecuteScalarAsync(cancel) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {database}", connection);
            await create.ExecuteNonQueryAsync(cancel);
        }

        (target.Database, target.Pooling) = (database, true);
        ConnectionString = target.ConnectionString;
    }

    /// <summary>Is the process of that number the server of this very folder? A number alone proves nothing after a crash.</summary>
    private static bool IsOurs(string pidFile)
    {
        try
        {
            var pid = File.ReadLines(pidFile).First();
            using var process = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
            return OperatingSystem.IsLinux()
                ? File.ReadAllText($"/proc/{pid}/cwd/postmaster.pid") == File.ReadAllText(pidFile)
                : process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return false; // no such file, no such process, or no server
        }
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
