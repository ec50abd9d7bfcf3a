using System.Diagnostics;
using System.Globalization;
using LeadGen.Postgres;
using LeadGen.Testing;
using LeadGen.Web.Tests.Capture;
using Npgsql;

namespace LeadGen.Faults;

/// <summary>A Postgres that keeps its promises about the disk, in a folder of its own, and an offer whose visitors are kept account of.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly DirectoryInfo? _folder;
    private readonly EmbeddedPostgres _postgres;
    private readonly NpgsqlDataSource _source;

    private Rig(DirectoryInfo? folder, string root, EmbeddedPostgres postgres)
    {
        (_folder, Root, _postgres) = (folder, root, postgres);
        // Not pooled: what was open when something broke is of no use afterwards.
        _source = NpgsqlDataSource.Create(postgres.ConnectionString + ";Pooling=false;Search Path=leadgen,public");
    }

    public string Root { get; }
    public string ConnectionString => _postgres.ConnectionString;
    public FormLedger Ledger { get; } = new("faults");
    public string PidFile => Path.Combine(Root, "postgres", "data", "postmaster.pid");

    /// <summary>How often Postgres found that it could not go on.</summary>
    public int Panics
    {
        get
        {
            using var log = new StreamReader(
                File.Open(
                    Path.Combine(Root, "postgres", "server.log"),
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite
                )
            );
            return log.ReadToEnd().Split('\n').Count(line => line.Contains("PANIC:", StringComparison.Ordinal));
        }
    }

    /// <param name="root">Null: a new folder that is gone in the end.</param>
    /// <param name="log">Where its write-ahead log lies; null: with all else.</param>
    public static async Task<Rig> StartAsync(string? root = null, SmallDisk? log = null)
    {
        var folder = root is null
            ? Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"leadgen-fault-{Path.GetRandomFileName()}"))
            : null;
        root ??= folder!.FullName;
        var options = EmbeddedPostgresOptions.In(root);
        if (log is not null)
        {
            await using (await EmbeddedPostgres.StartAsync(options)) { }
            await log.TakeAsync(Path.Combine(options.Root, "data", "pg_wal"));
        }

        return new Rig(folder, root, await EmbeddedPostgres.StartAsync(options));
    }

    /// <summary>An app on it, by another way where one is given, with the offer open.</summary>
    public async Task<AppProcess> AppAsync(string? by = null)
    {
        var app = await StartAppAsync(by);
        await OpenAsync(app);
        return app;
    }

    /// <summary>Several that start at once.</summary>
    public async Task<AppProcess[]> AppsAsync(int count)
    {
        var apps = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => StartAppAsync(null)));
        foreach (var app in apps)
        {
            await OpenAsync(app);
        }

        return apps;
    }

    private Task<AppProcess> StartAppAsync(string? by) =>
        AppProcess.StartAsync(by ?? ConnectionString, ("LeadGen__DataDirectory", Path.Combine(Root, "files")));

    private async Task OpenAsync(AppProcess app)
    {
        await using (var db = Database.Open(_source))
        {
            if (!db.Offers.Any(offer => offer.Slug == "faults"))
            {
                await Ledger.PublishAsync(db);
            }
        }

        await Ledger.UntilOpenAsync(app.Address);
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task<string> TextAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Whatever comes of it.</summary>
    public async Task TryAsync(string sql)
    {
        try
        {
            await using var command = _source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // Postgres may just have stopped.
        }
    }

    public Task<NpgsqlConnection> OpenAsync() => _source.OpenConnectionAsync().AsTask();

    /// <summary>Until as many more were acknowledged; that takes as long as the database is away.</summary>
    public async Task UntilMoreAsync(int more, Task visits)
    {
        var wanted = Ledger.Acknowledged + more;
        for (var since = Stopwatch.StartNew(); Ledger.Acknowledged < wanted; await Task.Delay(10))
        {
            if (visits.IsCompleted)
            {
                await visits;
                throw new InvalidOperationException("The app is gone, or a page did not stand.");
            }

            if (since.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new TimeoutException("No form was acknowledged any more.");
            }
        }
    }

    /// <summary>Everything that was acknowledged is there, once, whole and scored.</summary>
    public async Task<string> HoldsAsync()
    {
        await using (var db = Database.Open(_source))
        {
            await FormLedger.UntilScoredAsync(db);
        }

        await Ledger.HoldsAsync(_source);
        return $"{Ledger.Acknowledged:N0} acknowledged, 0 lost, 0 doubled, 0 partial";
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await _postgres.DisposeAsync();
        _folder?.Delete(recursive: true);
    }
}
