using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LeadGen.Testing;

/// <summary>Databases to copy from, and the end of what killed test runs and old templates leave on a kept server.</summary>
internal sealed class DatabaseTemplates(Func<string, string> connectionTo)
{
    /// <summary>The same order of texts as in the app's own server, whatever the image's.</summary>
    public const string Empty = "template0 ENCODING 'UTF8' LOCALE 'C'";

    /// <summary>Other test processes may share the server.</summary>
    private const string TakeTurn = "SELECT pg_advisory_lock(5104)";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(3);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _made = new();

    /// <summary>The process is part of the name, so that a copy whose process is gone can be told.</summary>
    public static string NameOfCopy(int number) => $"test_{Environment.ProcessId}_{number}";

    public async Task<string> GetAsync(string template, Func<string, Task> fill)
    {
        var name = "template_" + template;
        await _made.GetOrAdd(name, _ => new Lazy<Task>(() => MakeAsync(name, fill))).Value;
        return name;
    }

    public async Task SweepAsync()
    {
        await using var connection = new NpgsqlConnection(connectionTo("postgres"));
        await connection.RunAsync(TakeTurn);
        foreach (
            var name in await connection.ReadAsync(@"SELECT datname FROM pg_database WHERE datname LIKE 'test\_%'")
        )
        {
            if (!IsRunning(name.Split('_')[1]))
            {
                await connection.RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            }
        }

        var old = TimeProvider.System.GetUtcNow() - Kept;
        foreach (
            var name in await connection.ReadAsync(
                $"""
                SELECT datname FROM pg_database
                WHERE datname LIKE 'template\_%' AND shobj_description(oid, 'pg_database') < '{old:O}'
                """
            )
        )
        {
            await connection.RunAsync($"ALTER DATABASE {name} IS_TEMPLATE false");
            await connection.RunAsync($"DROP DATABASE {name}");
        }
    }

    private async Task MakeAsync(string name, Func<string, Task> fill)
    {
        await using var connection = new NpgsqlConnection(connectionTo("postgres"));
        await connection.RunAsync(TakeTurn);
        var there = await connection.ReadAsync(
            $"SELECT datname FROM pg_database WHERE datname = '{name}' AND datistemplate"
        );
        if (there.Count == 0)
        {
            await connection.RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)"); // one that was left half done
            await connection.RunAsync($"CREATE DATABASE {name} TEMPLATE {Empty}");
            await fill(connectionTo(name));
            await connection.RunAsync($"ALTER DATABASE {name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false");
        }

        await connection.RunAsync($"COMMENT ON DATABASE {name} IS '{TimeProvider.System.GetUtcNow():O}'"); // last used
    }

    private static bool IsRunning(string process)
    {
        try
        {
            using var found = Process.GetProcessById(int.Parse(process, CultureInfo.InvariantCulture));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
