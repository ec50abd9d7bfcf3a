using System.Diagnostics;
using Npgsql;

namespace LeadGen.Postgres;

/// <summary>
/// A private Postgres on loopback, for a machine on which none is configured. A folder has at most one server; every
/// process that asks for it shares it, and the last one to leave stops it. What a killed process left, the next adopts.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestLeave = TimeSpan.FromSeconds(10);
    private readonly EmbeddedPostgresOptions _options;
    private readonly ServerFolder _folder;
    private readonly Cluster _cluster;
    private readonly Login _login;
    private readonly ServerWatch _watch;
    private FileStream? _inUse;

    private EmbeddedPostgres(EmbeddedPostgresOptions options)
    {
        _options = options;
        _folder = new ServerFolder(options.Root);
        _cluster = new Cluster(_folder, options);
        _login = new Login(_folder);
        _watch = new ServerWatch(_folder, _cluster, options.Say);
    }

    public string ConnectionString { get; private set; } = "";

    /// <exception cref="EmbeddedPostgresException">It cannot be had. The message is for the person who started the app.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options,
        CancellationToken cancel = default
    )
    {
        try
        {
            PostgresUpgrade.Finish(options.Root);
            var server = new EmbeddedPostgres(options);
            await server.StartAsync(cancel);
            return server;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException(
                $"{options.Root} cannot be used for Postgres: {e.Message} It has to belong to the user who starts the app, "
                    + "on a disk with space. Choose another data directory, or start as that user.",
                e
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _inUse, null) is not { } inUse)
        {
            return;
        }

        await _watch.DisposeAsync();
        using var limit = new CancellationTokenSource(LongestLeave);
        try
        {
            await using var turn = await FolderLock.AloneAsync(_folder.TurnLock, () => { }, limit.Token);
            await LeaveAsync(inUse);
        }
        catch (OperationCanceledException)
        {
            await inUse.DisposeAsync(); // somebody is starting it for so long: theirs to stop
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await inUse.DisposeAsync(); // the folder is gone, and Postgres with it
        }
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        void Waiting() =>
            _options.Say?.Invoke($"Waiting for another process that starts the database in {_folder.Root}.");
        await using var turn = await FolderLock.AloneAsync(_folder.TurnLock, Waiting, cancel);
        await _folder.PrepareAsync(cancel);
        var inUse = await FolderLock.SharedAsync(_folder.UseLock, cancel);
        try
        {
            ConnectionString = await ConnectAsync(cancel);
            _inUse = inUse;
            _watch.Begin();
        }
        catch
        {
            await _watch.DisposeAsync();
            await LeaveAsync(inUse);
            throw;
        }
    }

    // A server that was ready may say no: it is about to stop, or comes back after a crash. Then it is looked for again.
    private async Task<string> ConnectAsync(CancellationToken cancel)
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(100, cancel))
        {
            var port = await _cluster.StartAsync(cancel);
            try
            {
                return await _login.ToAsync(_options.Database, port, cancel);
            }
            catch (NpgsqlException e) when (e.IsTransient && since.Elapsed < LongestConnect) { }
            catch (NpgsqlException e)
            {
                var message = $"The Postgres in {_folder.Root} runs but says: {e.Message} Its log is {_folder.Log}.";
                throw new EmbeddedPostgresException(message, e);
            }
        }
    }

    // Never throws: it ends what ends anyway, or a start that failed for a reason worth more than this one.
    private async Task LeaveAsync(FileStream inUse)
    {
        await inUse.DisposeAsync();
        try
        {
            using var alone = FolderLock.TryAlone(_folder.UseLock);
            if (alone is not null)
            {
                await _cluster.StopAsync(CancellationToken.None);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EmbeddedPostgresException)
        {
            _options.Say?.Invoke($"The database in {_folder.Root} was not stopped: {e.Message}");
        }
    }
}
