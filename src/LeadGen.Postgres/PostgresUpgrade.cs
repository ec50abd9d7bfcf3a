using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace LeadGen.Postgres;

/// <param name="Kept">The folder of the old data, as they were.</param>
public sealed record PostgresUpgraded(int From, int To, string Kept);

/// <summary>
/// Takes the data of a private server along to a newer major version: a new server beside the old one gets a dump of each database, the
/// two are held against each other, and then they change places. The old data stay, and nothing of them is written to.
/// </summary>
public static class PostgresUpgrade
{
    private const string Fresh = ".new";

    /// <summary>In a new server that is whole: it may take the place.</summary>
    private const string Whole = "upgraded";

    /// <returns>Null where no newer version is to be had.</returns>
    /// <exception cref="EmbeddedPostgresException">It cannot be done. All is as it was.</exception>
    /// <exception cref="PostgresToolsException">The programs that dump are not there.</exception>
    public static async Task<PostgresUpgraded?> RunAsync(EmbeddedPostgresOptions options, CancellationToken cancel)
    {
        Finish(options.Root);
        if (Major(options.Root) is not { } from)
        {
            throw new EmbeddedPostgresException($"There are no data in {options.Root} to take along.");
        }

        if (await NewerAsync(options, from, cancel) is not { } programs)
        {
            return null;
        }

        var tools = await PostgresTools.FindAsync(from, cancel);
        var beside = options.Root + Fresh;
        if (Directory.Exists(beside))
        {
            Directory.Delete(beside, recursive: true); // begun before, and not ended
        }

        options.Say?.Invoke($"Taking the data from Postgres {from} along to {programs.Major}.");
        await CopyAsync(options, options with { Root = beside, ProgramFolder = programs.Folder }, tools, cancel);
        await File.WriteAllTextAsync(Path.Combine(beside, Whole), "", cancel);
        var kept = Free($"{options.Root}-{from.ToString(CultureInfo.InvariantCulture)}");
        Directory.Move(options.Root, kept);
        Finish(options.Root);
        return new PostgresUpgraded(from, programs.Major, kept);
    }

    /// <summary>Two renames are not one: who was killed between them is finished by whoever comes next.</summary>
    internal static void Finish(string root)
    {
        var beside = root + Fresh;
        if (!Directory.Exists(root) && File.Exists(Path.Combine(beside, Whole)))
        {
            Directory.Move(beside, root);
        }
    }

    private static int? Major(string root)
    {
        var version = Path.Combine(root, "data", "PG_VERSION");
        return
            File.Exists(version) && int.TryParse(File.ReadAllText(version), CultureInfo.InvariantCulture, out var major)
            ? major
            : null;
    }

    private static async Task<PostgresPrograms?> NewerAsync(
        EmbeddedPostgresOptions options,
        int than,
        CancellationToken cancel
    )
    {
        var folder = new ServerFolder(options.Root);
        await folder.PrepareAsync(cancel);
        return await new ProgramSearch(options, folder).FindNewerAsync(than, cancel);
    }

    private static async Task CopyAsync(
        EmbeddedPostgresOptions from,
        EmbeddedPostgresOptions to,
        PostgresTools tools,
        CancellationToken cancel
    )
    {
        await using var old = await EmbeddedPostgres.StartAsync(from, cancel);
        await using var fresh = await EmbeddedPostgres.StartAsync(to, cancel);
        if (!await IsAloneAsync(old.ConnectionString, cancel))
        {
            throw new EmbeddedPostgresException(
                "The database is in use. Stop LeadGen, all its instances, then try again."
            );
        }

        foreach (var name in await DatabasesAsync(old.ConnectionString, cancel))
        {
            var (there, here) = (Of(old.ConnectionString, name), Of(fresh.ConnectionString, name));
            if (name != to.Database)
            {
                await RunAsync(fresh.ConnectionString, $"create database \"{Quoted(name)}\"", cancel);
            }

            await PourAsync(tools, there, here, cancel);
            var (before, after) = (await CountAsync(there, cancel), await CountAsync(here, cancel));
            if (before != after)
            {
                throw new EmbeddedPostgresException(
                    $"The new database {name} does not hold what the old one does. The old data are as they were, and in use."
                );
            }

            await RunAsync(here.ConnectionString, "analyze", cancel);
        }
    }

    private static async Task PourAsync(
        PostgresTools tools,
        NpgsqlConnectionStringBuilder from,
        NpgsqlConnectionStringBuilder to,
        CancellationToken cancel
    )
    {
        string[] dumps = ["--no-owner", "--no-privileges", "--no-password"];
        string[] takes = ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null"];
        using var dump = Process.Start(tools.For("pg_dump", from, dumps))!;
        using var take = Process.Start(tools.For("psql", to, OperatingSystem.IsWindows() ? takes[..^1] : takes))!;
        try
        {
            var (said, answered) = (
                dump.StandardError.ReadToEndAsync(cancel),
                take.StandardError.ReadToEndAsync(cancel)
            );
            var output = take.StandardOutput.ReadToEndAsync(cancel);
            try
            {
                await dump.StandardOutput.BaseStream.CopyToAsync(take.StandardInput.BaseStream, cancel);
            }
            catch (IOException)
            {
                dump.Kill(); // the other end is gone, and says why
            }

            take.StandardInput.Close();
            await dump.WaitForExitAsync(cancel);
            await take.WaitForExitAsync(cancel);
            await output;
            if (dump.ExitCode != 0 || take.ExitCode != 0)
            {
                throw new EmbeddedPostgresException(
                    $"The data could not be taken along; they are as they were. {await said} {await answered}"
                );
            }
        }
        finally
        {
            Kill(dump);
            Kill(take);
        }
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }

    private static NpgsqlConnectionStringBuilder Of(string connectionString, string database) =>
        new(connectionString) { Database = database, Pooling = false };

    private static Task<bool> IsAloneAsync(string connectionString, CancellationToken cancel) =>
        AskAsync(
                new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false },
                "select not exists (select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid())",
                row => row.GetBoolean(0),
                cancel
            )
            .ContinueWith(answer => answer.Result[0], cancel, TaskContinuationOptions.None, TaskScheduler.Default);

    private static Task<List<string>> DatabasesAsync(string connectionString, CancellationToken cancel) =>
        AskAsync(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false },
            "select datname from pg_database where not datistemplate and datallowconn and datname <> 'postgres'",
            row => row.GetString(0),
            cancel
        );

    /// <summary>The rows of each table, and how many objects there are of each kind.</summary>
    private static async Task<string> CountAsync(NpgsqlConnectionStringBuilder database, CancellationToken cancel) =>
        string.Join(
            ',',
            await AskAsync(
                database,
                """
                select format('%s.%s %s', schemaname, tablename, (xpath('/row/n/text()', query_to_xml(
                    format('select count(*) as n from %I.%I', schemaname, tablename), false, true, '')))[1]::text)
                from pg_tables where schemaname not in ('pg_catalog', 'information_schema')
                union all select format('%s %s', relkind, count(*)) from pg_class
                where relnamespace in (select oid from pg_namespace where nspname not like 'pg\_%' and nspname <> 'information_schema')
                group by relkind
                order by 1
                """,
                row => row.GetString(0),
                cancel
            )
        );

    private static async Task<List<T>> AskAsync<T>(
        NpgsqlConnectionStringBuilder database,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel
    )
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await row.ReadAsync(cancel))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private static async Task RunAsync(string connectionString, string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Quoted(string name) => name.Replace("\"", "\"\"", StringComparison.Ordinal);

    private static string Free(string folder)
    {
        var name = folder;
        for (var number = 2; Directory.Exists(name); number++)
        {
            name = $"{folder}-{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return name;
    }
}
